/*
 * What mailauth-checkpassword is measured against: a checkpassword program in C that does the least that is right. It reads and checks the same message, looks at
 * the same variables, scans the same passwd-file, has the C libraries check the password, and answers in the same way. It has no policy, no usage log and no slots.
 *
 *   reference write|exec PASSWD-FILE [REPLY-PROGRAM]
 *
 * "write" writes the reply to descriptor 4 itself; "exec" leaves that to the last argument, as checkpassword programs always did.
 * Exits with 0 (or becomes the reply program), 1 for a refusal, 111 for a fault.
 *
 *   gcc -O2 -o reference reference.c -lcrypt -largon2
 */
#define _GNU_SOURCE
#include <argon2.h>
#include <arpa/inet.h>
#include <crypt.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE 512

enum { ACCEPTED = 0, REFUSED = 1, FAULT = 111 };

/* Reads user NUL password NUL timestamp NUL, and no further: the other end may stay open for long. Gives how many bytes there are; 0 where it is not such a message. */
static size_t read_message(char *message)
{
    size_t length = 0;
    int ends = 0;
    while (ends < 3) {
        ssize_t got = length < MESSAGE ? read(3, message + length, MESSAGE - length) : 0;
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return 0;
        for (size_t end = length + (size_t)got; length < end; length++)
            ends += message[length] == '\0';
    }
    return length;
}

/* In lower case, one @ with something on both sides, printable ASCII. */
static int normalize(char *user)
{
    char *at = NULL;
    for (char *c = user; *c != '\0'; c++) {
        if (*c <= ' ' || *c == 127 || (unsigned char)*c > 127)
            return 0;
        *c = (char)tolower((unsigned char)*c);
        if (*c == '@') {
            if (at != NULL)
                return 0;
            at = c;
        }
    }
    return at != NULL && at > user && at[1] != '\0' && strlen(user) <= 254;
}

static int is_address(const char *text)
{
    unsigned char address[16];
    return text == NULL || *text == '\0' || inet_pton(strchr(text, ':') != NULL ? AF_INET6 : AF_INET, text, address) == 1;
}

/* What a program with a policy would decide by; this one only checks that it can be read. */
static int connection_is_readable(void)
{
    const char *service = getenv("AUTH_SERVICE"), *port = getenv("AUTH_LPORT"), *name = getenv("AUTH_LOCAL_NAME"), *secured = getenv("AUTH_SECURED");
    if (service == NULL || *service == '\0' || (name != NULL && strlen(name) > 255) || (secured != NULL && strlen(secured) > 20))
        return 0;
    if (port != NULL && (strspn(port, "0123456789") != strlen(port) || strtol(port, NULL, 10) > 65535))
        return 0;
    return is_address(getenv("AUTH_LIP")) && is_address(getenv("AUTH_RIP"));
}

/* Finds the user's line: user:password:uid:gid:gecos:home:... Gives 1 and the fields, which point into *line; 0 where there is none; -1 for a fault. */
static int find(const char *path, const char *user, char **line, char **hash, char **home)
{
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return -1;
    size_t size = 0, length = strlen(user);
    ssize_t got;
    int found = 0;
    while (!found && (got = getline(line, &size, file)) > 0) {
        char *rest = *line;
        if ((*line)[got - 1] == '\n')
            (*line)[got - 1] = '\0';
        if (**line == '#' || strncasecmp(*line, user, length) != 0 || (*line)[length] != ':')
            continue;
        char *fields[6] = { NULL };
        for (int i = 0; i < 6 && rest != NULL; i++)
            fields[i] = strsep(&rest, ":");
        *hash = fields[1];
        *home = fields[5] != NULL ? fields[5] : "";
        found = 1;
    }
    if (ferror(file))
        found = -1;
    fclose(file);
    return found;
}

static int equal(const char *one, const char *other)
{
    size_t length = strlen(one);
    unsigned char differ = 0;
    if (strlen(other) != length)
        return 0;
    for (size_t i = 0; i < length; i++)
        differ |= (unsigned char)(one[i] ^ other[i]);
    return differ == 0;
}

static int verify(const char *stored, const char *password)
{
    if (strncmp(stored, "{ARGON2ID}", 10) == 0) {
        int result = argon2id_verify(stored + 10, password, strlen(password));
        return result == ARGON2_OK ? ACCEPTED : result == ARGON2_VERIFY_MISMATCH ? REFUSED : FAULT;
    }
    const char *value = strncmp(stored, "{SHA512-CRYPT}", 14) == 0 ? stored + 14 : strncmp(stored, "{CRYPT}", 7) == 0 ? stored + 7 : stored;
    if (strncmp(value, "$6$", 3) != 0)
        return FAULT;
    struct crypt_data state = { 0 };
    const char *computed = crypt_rn(password, value, &state, sizeof state);
    return computed == NULL ? FAULT : equal(computed, value) ? ACCEPTED : REFUSED;
}

static int reply(const char *user, const char *home)
{
    char text[1024];
    int length = snprintf(text, sizeof text, "user=%s\tuserdb_home=%s\t", user, home);
    if (length < 0 || (size_t)length >= sizeof text || strchr(home, '\t') != NULL)
        return FAULT;
    return write(4, text, (size_t)length) == length ? ACCEPTED : FAULT;
}

int main(int argc, char **argv)
{
    static char message[MESSAGE + 1];
    int execs = argc > 3 && strcmp(argv[1], "exec") == 0;
    if (argc < 3 || (!execs && strcmp(argv[1], "write") != 0))
        return FAULT;
    size_t length = read_message(message);
    if (length == 0 || !connection_is_readable())
        return FAULT;
    char *user = message, *password = message + strlen(message) + 1;
    if (*password == '\0' || !normalize(user))
        return REFUSED;

    char *line = NULL, *hash, *home;
    int found = find(argv[2], user, &line, &hash, &home);
    int result = found < 0 ? FAULT : found == 0 || hash == NULL || *hash == '\0' ? REFUSED : verify(hash, password);
    explicit_bzero(password, strlen(password));
    if (result != ACCEPTED)
        return result;
    if (!execs)
        return reply(user, home);

    setenv("USER", user, 1);
    setenv("HOME", home, 1);
    setenv("EXTRA", "", 1);
    execv(argv[argc - 1], argv + argc - 1);
    return FAULT;
}
