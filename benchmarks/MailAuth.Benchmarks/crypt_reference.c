/* The reference of the bcrypt row: crypt(3) called from C, compared the way a server in C compares it. */
#include <crypt.h>
#include <string.h>

int crypt_matches(const char *phrase, const char *stored)
{
    struct crypt_data state = {0};
    const char *computed = crypt_rn(phrase, stored, &state, sizeof state);
    return computed != NULL && strcmp(computed, stored) == 0;
}
