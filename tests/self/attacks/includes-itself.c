/* lab: sequential - includes itself, twice, two hundred deep. refused: sequential.c */
#include "sequential.c"
