# The mock server.

SERVER         := build/mock_server/mock_server
SERVER_SOURCES := $(filter-out mock_server/client.c,$(wildcard mock_server/*.c))

build/objects/%.o: %.c build/flags
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) $(WARNINGS) $(STRICT) -MMD -MP -c -o $@ $<
objects = $(patsubst %.c,build/objects/%.o,$(1))

$(SERVER): $(call objects,$(SERVER_SOURCES))
	@mkdir -p $(@D)
	$(QUIET)$(CC) -o $@ $^ $(SERVER_LIBRARIES)

# The page is part of the program.
build/objects/mock_server/gallery.o: mock_server/gallery.html

PORT ?= 8080
.PHONY: serve
serve: $(SERVER)
	@$(SERVER) --panel --port $(PORT) $(if $(SEED),--seed $(SEED)) $(OPTIONS)
