/*
 * Runs checkpassword programs as a mail server does, which .NET's Process can't: descriptor 3 gives the message, descriptor 4 takes the reply. Prints a line a run.
 * Passwords come on standard input, never on a command line. The programs get this program's environment.
 *
 *   driver turns WARM-UPS RUNS -- PROGRAM ... [-- PROGRAM ...]
 *       Runs the programs one after the other, in turn. Standard input: one line, user TAB password.
 *   driver crowd COUNT SAMPLE-MS HASH-KIB -- PROGRAM ...
 *       Starts COUNT of them, gives all their messages at once, and watches their memory. Standard input: COUNT lines, user TAB password.
 *   driver kill AT-ONCE KILLS -- PROGRAM ...
 *       Keeps AT-ONCE running until KILLS of them have died of it, or all have run. Standard input: lines of user TAB password TAB server name TAB microseconds after its
 *       start at which it is killed (-1: never).
 *
 * A line: run TAB which program or input line (from 0) TAB exit status, or minus the signal TAB wall TAB processor time (both microseconds) TAB most resident memory (KiB)
 * TAB reply bytes. "crowd" ends with: crowd TAB most private memory of all at one moment (KiB) TAB most that held a hash at one moment TAB samples.
 *
 *   gcc -O2 -o driver driver.c
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct login {
    pid_t pid;
    long which, began, kill_at;
    int message, reply, running, counted;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000L + time.tv_nsec / 1000;
}

/* Starts a program with its pipes; its message is still to come. */
static void start(struct login *login, long which, char **program)
{
    int message[2], reply[2];
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, broken_pipe;
    if (pipe2(message, O_CLOEXEC) != 0 || pipe2(reply, O_CLOEXEC) != 0)
        die("pipe2");
    /* A descriptor that is 3 or 4 already would stay close-on-exec: all are moved well above. */
    for (int i = 0; i < 2; i++) {
        int high_message = fcntl(message[i], F_DUPFD_CLOEXEC, 10), high_reply = fcntl(reply[i], F_DUPFD_CLOEXEC, 10);
        if (high_message < 0 || high_reply < 0)
            die("fcntl");
        close(message[i]);
        close(reply[i]);
        message[i] = high_message;
        reply[i] = high_reply;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, message[0], 3);
    posix_spawn_file_actions_adddup2(&actions, reply[1], 4);
    /* A program starts with no signal blocked and none ignored, whatever this one does. */
    sigemptyset(&none);
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &broken_pipe);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    *login = (struct login){ .which = which, .message = message[1], .reply = reply[0], .running = 1, .kill_at = -1, .began = now() };
    errno = posix_spawn(&login->pid, program[0], &actions, &attributes, program, environ);
    if (errno != 0)
        die(program[0]);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    close(message[0]);
    close(reply[1]);
}

/* Gives the message: user NUL password NUL, and the third NUL of an empty timestamp. The program may be dead already. */
static void tell(struct login *login, const char *user, const char *password)
{
    char message[512];
    int length = snprintf(message, sizeof message, "%s%c%s%c", user, 0, password, 0) + 1;
    if (length > (int)sizeof message)
        die("message");
    if (write(login->message, message, (size_t)length) != length && errno != EPIPE)
        die("write");
    close(login->message);
}

static void finish(struct login *login, int status, const struct rusage *usage, int print)
{
    long wall = now() - login->began;
    char reply[4096];
    ssize_t length = read(login->reply, reply, sizeof reply);
    close(login->reply);
    login->running = 0;
    long processor = (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000L + usage->ru_utime.tv_usec + usage->ru_stime.tv_usec;
    if (print)
        printf("run\t%ld\t%d\t%ld\t%ld\t%ld\t%zd\n", login->which, WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status), wall, processor, usage->ru_maxrss, length);
}

/* The next line of standard input, split at its tabs. */
static int next_line(char **fields, int count)
{
    static char *line;
    static size_t size;
    ssize_t got = getline(&line, &size, stdin);
    if (got <= 0)
        return 0;
    line[strcspn(line, "\n")] = '\0';
    char *rest = line;
    for (int i = 0; i < count; i++)
        if ((fields[i] = strsep(&rest, "\t")) == NULL)
            die("a line of standard input has too few fields");
    return 1;
}

static int turns(int warm_ups, int runs, char **arguments)
{
    char *fields[2], **programs[16];
    int count = 0;
    for (char **argument = arguments; *argument != NULL; argument++)
        if (strcmp(*argument, "--") == 0 && count < 16) {
            *argument = NULL;
            programs[count++] = argument + 1;
            argument++;
        }
    if (!next_line(fields, 2))
        return 2;
    for (int run = -warm_ups; run < runs; run++)
        for (int i = 0; i < count; i++) {
            struct login login;
            struct rusage usage;
            int status;
            start(&login, i, programs[i]);
            tell(&login, fields[0], fields[1]);
            if (wait4(login.pid, &status, 0, &usage) != login.pid)
                die("wait4");
            finish(&login, status, &usage, run >= 0);
        }
    return 0;
}

/* The memory that a process has to itself, in KiB: what is neither a file's nor shared. 0 where it is gone. */
static long private_kib(pid_t pid)
{
    char path[40], text[128];
    long total, resident, shared;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    if (length <= 0)
        return 0;
    text[length] = '\0';
    return sscanf(text, "%ld %ld %ld", &total, &resident, &shared) == 3 ? (resident - shared) * (sysconf(_SC_PAGESIZE) / 1024) : 0;
}

static int crowd(int count, int sample_ms, long hash_kib, char **program)
{
    struct login *logins = calloc((size_t)count, sizeof *logins);
    char *fields[2], **users = calloc((size_t)count * 2, sizeof *users);
    long most = 0, samples = 0;
    int most_hashes = 0, left = count;
    for (int i = 0; i < count; i++) {
        if (!next_line(fields, 2))
            return 2;
        users[2 * i] = strdup(fields[0]);
        users[2 * i + 1] = strdup(fields[1]);
        start(&logins[i], i, program);
    }
    for (int i = 0; i < count; i++) {
        logins[i].began = now();
        tell(&logins[i], users[2 * i], users[2 * i + 1]);
    }
    while (left > 0) {
        struct rusage usage;
        int status;
        pid_t pid;
        while ((pid = wait4(-1, &status, WNOHANG, &usage)) > 0)
            for (int i = 0; i < count; i++)
                if (logins[i].running && logins[i].pid == pid) {
                    finish(&logins[i], status, &usage, 1);
                    left--;
                }
        /* A sweep takes a while, in which one hash ends and the next begins. So who seemed to hold a hash's memory (half of it at least) is looked at again at once:
           who still does held it together with the others. */
        long sum = 0;
        int hashes = 0;
        for (int i = 0; i < count; i++) {
            long own = logins[i].running ? private_kib(logins[i].pid) : 0;
            logins[i].counted = own > hash_kib / 2;
            sum += logins[i].counted ? 0 : own;
        }
        for (int i = 0; i < count; i++)
            if (logins[i].counted) {
                long own = private_kib(logins[i].pid);
                sum += own;
                hashes += own > hash_kib / 2;
            }
        most = sum > most ? sum : most;
        most_hashes = hashes > most_hashes ? hashes : most_hashes;
        samples++;
        nanosleep(&(struct timespec){ .tv_nsec = sample_ms * 1000000L }, NULL);
    }
    printf("crowd\t%ld\t%d\t%ld\n", most, most_hashes, samples);
    return 0;
}

static int kill_some(int at_once, int kills, char **program)
{
    struct login *logins = calloc((size_t)at_once, sizeof *logins);
    char *fields[4];
    int running = 0, killed = 0, more = 1;
    long line = 0;
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    while (more || running > 0) {
        for (int i = 0; i < at_once && more; i++)
            if (!logins[i].running) {
                if (killed >= kills || !next_line(fields, 4)) {
                    more = 0;
                    break;
                }
                setenv("AUTH_LOCAL_NAME", fields[2], 1);
                start(&logins[i], line++, program);
                long after = atol(fields[3]);
                logins[i].kill_at = after < 0 ? -1 : logins[i].began + after;
                tell(&logins[i], fields[0], fields[1]);
                running++;
            }
        long next = now() + 100000;
        for (int i = 0; i < at_once; i++) {
            if (logins[i].running && logins[i].kill_at >= 0 && logins[i].kill_at <= now()) {
                kill(logins[i].pid, SIGKILL);
                logins[i].kill_at = -1;
            }
            if (logins[i].running && logins[i].kill_at >= 0 && logins[i].kill_at < next)
                next = logins[i].kill_at;
        }
        long wait = next - now();
        if (running > 0 && wait > 0)
            sigtimedwait(&child, NULL, &(struct timespec){ .tv_sec = wait / 1000000, .tv_nsec = wait % 1000000 * 1000 });
        struct rusage usage;
        int status;
        pid_t pid;
        while ((pid = wait4(-1, &status, WNOHANG, &usage)) > 0)
            for (int i = 0; i < at_once; i++)
                if (logins[i].running && logins[i].pid == pid) {
                    killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
                    finish(&logins[i], status, &usage, 1);
                    running--;
                }
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    signal(SIGPIPE, SIG_IGN);
    if (argc > 5 && strcmp(argv[1], "turns") == 0)
        return turns(atoi(argv[2]), atoi(argv[3]), argv + 4);
    if (argc > 6 && strcmp(argv[1], "crowd") == 0)
        return crowd(atoi(argv[2]), atoi(argv[3]), atol(argv[4]), argv + 6);
    if (argc > 5 && strcmp(argv[1], "kill") == 0)
        return kill_some(atoi(argv[2]), atoi(argv[3]), argv + 5);
    fprintf(stderr, "usage: see the head of driver.c\n");
    return 2;
}
