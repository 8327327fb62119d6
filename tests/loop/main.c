/*
 * main.c - the commands of a student's loop, for the Makefile: status LAB...; next LAB LABS...;
 * hint LAB TEST N, where the last two may be empty; complete LAB; whose LAB.
 */
#include <stdio.h>
#include <string.h>

#include "loop.h"

int main(int argc, char *argv[])
{
    if (argc >= 2 && strcmp(argv[1], "status") == 0)
        return status(argv + 2, (size_t)argc - 2);
    if (argc >= 3 && strcmp(argv[1], "next") == 0)
        return next(argv[2], argv + 3, (size_t)argc - 3);
    if (argc == 5 && strcmp(argv[1], "hint") == 0)
        return hint(argv[2], argv[3], argv[4]);
    if (argc == 3 && strcmp(argv[1], "complete") == 0)
        return lab_is_complete(argv[2]) ? 0 : 1;
    if (argc == 3 && strcmp(argv[1], "whose") == 0)
        return whose(argv[2]);
    fprintf(stderr,
            "usage: loop status LAB... | next LAB LAB... | hint LAB TEST N | complete LAB | whose LAB\n");
    return 2;
}
