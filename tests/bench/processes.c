#include <arpa/inet.h>
#include <errno.h>
#include <libgen.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench.h"

/* How long a child may take to say what is waited for. */
#define PATIENCE_MS 20000

#define PROCESSES_MAX 4

/* Running children, so that none is left when the bench fails. */
static pid_t running[PROCESSES_MAX];
static pid_t parent;

static void
kill_running(void)
{
	for (size_t i = 0; i < PROCESSES_MAX && getpid() == parent; i++)
		if (running[i] != 0)
			(void)kill(running[i], SIGKILL);
}

static void
note(pid_t was, pid_t is)
{
	size_t i = 0;

	if (parent == 0) {
		parent = getpid();
		(void)atexit(kill_running);
	}
	while (i < PROCESSES_MAX && running[i] != was)
		i++;
	REQUIRE(i < PROCESSES_MAX);
	running[i] = is;
}

void
process_fork(
    struct process *p, void (*run)(void *context, int fd), void *context)
{
	int ends[2];

	REQUIRE(pipe(ends) == 0 && fflush(NULL) == 0);
	p->id = fork();
	REQUIRE(p->id >= 0);
	if (p->id == 0) {
		(void)close(ends[0]);
		run(context, ends[1]);
		_exit(0);
	}
	(void)close(ends[1]);
	p->said = ends[0];
	note(0, p->id);
}

static void
exec(void *context, int fd)
{
	const char *const *words = context;
	char *copies[8] = {NULL};

	for (size_t i = 0; words[i] != NULL; i++) {
		REQUIRE(i < 7);
		copies[i] = strdup(words[i]);
	}
	(void)setenv("LC_ALL", "C", 1);
	if (copies[0] != NULL && dup2(fd, STDERR_FILENO) >= 0)
		(void)execv(copies[0], copies);
	_exit(127);
}

void
process_start(struct process *p, const char *const *words)
{
	void *context = (void *)(uintptr_t)words;

	process_fork(p, exec, context);
}

void
process_await(struct process *p, const char *text)
{
	struct pollfd readable = {p->said, POLLIN, 0};
	char said[4096] = "";
	size_t len = 0;

	while (strstr(said, text) == NULL) {
		ssize_t more = -1;

		if (poll(&readable, 1, PATIENCE_MS) == 1)
			more =
			    read(p->said, said + len, sizeof(said) - 1 - len);
		if (more <= 0)
			bench_fails(__FILE__, __LINE__, said);
		len += (size_t)more;
		said[len] = '\0';
	}
}

void
process_stop(struct process *p)
{
	(void)kill(p->id, SIGTERM);
	while (waitpid(p->id, NULL, 0) < 0 && errno == EINTR)
		continue;
	(void)close(p->said);
	note(p->id, 0);
}

double
process_resident(const struct process *p)
{
	char path[64], line[256];
	double kib = 0;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%d/status", (int)p->id);
	f = fopen(path, "re");
	REQUIRE(f != NULL);
	while (fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, "VmRSS:", 6) == 0)
			kib = strtod(line + 6, NULL);
	(void)fclose(f);
	REQUIRE(kib > 0);
	return kib * 1024;
}

const char *
free_address(void)
{
	static char text[32];
	struct sockaddr_in at = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	REQUIRE(fd >= 0 && bind(fd, (struct sockaddr *)&at, len) == 0 &&
		getsockname(fd, (struct sockaddr *)&at, &len) == 0);
	(void)close(fd);
	(void)snprintf(
	    text, sizeof(text), "127.0.0.1:%u", (unsigned)ntohs(at.sin_port));
	return text;
}

const char *
bench_path(void)
{
	static char path[HALL_PATH_MAX / 4];

	if (path[0] == '\0')
		REQUIRE(readlink("/proc/self/exe", path, sizeof(path) - 1) > 0);
	return path;
}

/* build/tests/bench/bench, build/sanji */
const char *
sanji_path(void)
{
	static char path[HALL_PATH_MAX / 2];
	char self[HALL_PATH_MAX / 4];

	(void)snprintf(self, sizeof(self), "%s", bench_path());
	(void)snprintf(path, sizeof(path), "%s/../../sanji", dirname(self));
	if (access(path, X_OK) != 0)
		bench_fails(__FILE__, __LINE__, "build sanji first: make");
	return path;
}
