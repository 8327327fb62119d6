/*
 * seed.c - print the seed of a student's own handout: seed SECRET NAME. The secret is a file, drawn where
 * there is none.
 */
#include <stdio.h>

#include "../grade/student_seed.h"

int main(int argc, char *argv[])
{
    char secret[SECRET_LENGTH + 1];

    if (argc != 3 || !*argv[2]) {
        fprintf(stderr, "usage: seed SECRET NAME\n");
        return 2;
    }
    if (secret_read(argv[1], true, secret) != 0)
        return 1;
    printf("%lu\n", student_seed(secret, argv[2]));
    return 0;
}
