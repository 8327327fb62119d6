/* lab: sequential - a source that never ends. refused: sequential.c */
#include "/dev/zero"
