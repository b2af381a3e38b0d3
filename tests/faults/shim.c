/* Preloaded into the warm parent of the proofs; silent until a child arms it through ctypes.

   It stands between the program and the C library for files under one folder ("the disk"). It can note every change
   in a log, so that a power cut can be replayed; and it can let a chosen call fail as a disk fails, or end the process
   there. A record of the log: kind (1 byte), lengths of two paths (uint32 each), offset (int64), size (uint64), then
   the paths and the data; native order. Kinds: c created, t emptied while opening, w written, s synced, z set to a
   length, r renamed, u removed, m a mark of the test. Memory-mapped writing is not seen: the register maps nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRITING = 1, SYNCING = 2, READING = 4, REMOVING = 8 }; /* what a call asks of the disk */
enum { FILES = 65536 };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char disk[4096];              /* the watched folder; empty: nothing is watched */
static char *path_of[FILES];         /* of descriptors that lie on the disk */
static int log_fd = -1;
static long calls, fail_at;          /* calls counted since arming; the one that fails, 0: none */
static int failing, fail_error, fail_forever, half_done;

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* What the tests call. */

void faults_watch(const char *folder) { snprintf(disk, sizeof disk, "%s", folder); }

void faults_fail(long at, int kinds, int error, int forever) {
  calls = 0;
  half_done = 0;
  fail_at = at;
  failing = kinds;
  fail_error = error;
  fail_forever = forever;
}

long faults_calls(void) { return calls; }

static ssize_t plain_write(int fd, const void *data, size_t size) {
  REAL(ssize_t, write, int, const void *, size_t);
  return real(fd, data, size);
}

static void note(char kind, const char *path, const char *other, int64_t offset, const void *data, uint64_t size) {
  if (log_fd < 0) return;
  int saved = errno;
  uint32_t lengths[2] = {(uint32_t)strlen(path), (uint32_t)strlen(other)};
  char head[25];
  head[0] = kind;
  memcpy(head + 1, lengths, 8);
  memcpy(head + 9, &offset, 8);
  memcpy(head + 17, &size, 8);
  plain_write(log_fd, head, sizeof head);
  plain_write(log_fd, path, lengths[0]);
  plain_write(log_fd, other, lengths[1]);
  if (data) plain_write(log_fd, data, size);
  errno = saved;
}

void faults_log(const char *path) {
  REAL(int, open, const char *, int, ...);
  log_fd = real(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

void faults_mark(long number) {
  pthread_mutex_lock(&turn);
  note('m', "", "", number, NULL, 0);
  pthread_mutex_unlock(&turn);
}

/* Inside. */

static int on_disk(const char *path) {
  size_t length = strlen(disk);
  return length && path && !strncmp(path, disk, length) && (path[length] == '/' || !path[length]);
}

static const char *watched(int fd) { return fd >= 0 && fd < FILES ? path_of[fd] : NULL; }

/* Whether this call is the one to fail: then errno is set, or the process ends as by kill -9. */
static int fails(int kind) {
  if (!(failing & kind)) return 0;
  calls++;
  if (!fail_at || calls < fail_at || (calls > fail_at && !fail_forever)) return 0;
  if (fail_error == -SIGKILL) kill(getpid(), SIGKILL);
  errno = fail_error;
  return 1;
}

static void remember(int fd, int flags, int is_new) {
  char link[64], path[4096];
  if (fd < 0 || fd >= FILES || !*disk) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  free(path_of[fd]);
  path_of[fd] = on_disk(path) ? strdup(path) : NULL;
  if (!path_of[fd]) return;
  if (is_new) note('c', path, "", 0, NULL, 0);
  else if (flags & O_TRUNC) note('t', path, "", 0, NULL, 0);
}

#define OPENING(name, first, given) \
  int name(first const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) { \
      va_list more; \
      va_start(more, flags); \
      mode = va_arg(more, mode_t); \
      va_end(more); \
    } \
    REAL(int, name, first const char *, int, ...); \
    pthread_mutex_lock(&turn); \
    int is_new = (flags & O_CREAT) && on_disk(path) && access(path, F_OK); \
    int fd = is_new && fails(WRITING) ? -1 : real(given path, flags, mode); \
    if (fd >= 0) remember(fd, flags, is_new); \
    pthread_mutex_unlock(&turn); \
    return fd; \
  }
#define NOTHING
#define FOLDER int folder,
#define ITS folder,
OPENING(open, NOTHING, NOTHING)
OPENING(open64, NOTHING, NOTHING)
OPENING(openat, FOLDER, ITS)
OPENING(openat64, FOLDER, ITS)

int close(int fd) {
  REAL(int, close, int);
  pthread_mutex_lock(&turn);
  if (watched(fd)) {
    free(path_of[fd]);
    path_of[fd] = NULL;
  }
  pthread_mutex_unlock(&turn);
  return real(fd);
}

/* A disk that fills up takes the first part of what was to be written, and only then refuses. */
static size_t still_fits(size_t size) {
  if (fail_error != ENOSPC || half_done || size < 2) return 0;
  half_done = 1;
  return size / 2;
}

#define WRITING_CALL(position, ...) \
  { \
    const char *path = watched(fd); \
    if (!path) return real(fd, data, size __VA_ARGS__); \
    pthread_mutex_lock(&turn); \
    int64_t at = position; \
    ssize_t done = -1; \
    if (fails(WRITING)) size = still_fits(size); \
    else if (!size) done = 0; \
    if (size) done = real(fd, data, size __VA_ARGS__); \
    if (done > 0) note('w', path, "", at, data, (uint64_t)done); \
    pthread_mutex_unlock(&turn); \
    return done; \
  }

ssize_t write(int fd, const void *data, size_t size) {
  REAL(ssize_t, write, int, const void *, size_t);
  WRITING_CALL(lseek(fd, 0, SEEK_CUR))
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at_byte) {
  REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  WRITING_CALL(at_byte, , at_byte)
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at_byte) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  WRITING_CALL(at_byte, , at_byte)
}

#define READING_CALL(...) \
  { \
    if (watched(fd)) { \
      pthread_mutex_lock(&turn); \
      int failed = fails(READING); \
      pthread_mutex_unlock(&turn); \
      if (failed) return -1; \
    } \
    return real(fd, data, size __VA_ARGS__); \
  }

ssize_t read(int fd, void *data, size_t size) {
  REAL(ssize_t, read, int, void *, size_t);
  READING_CALL()
}

ssize_t pread(int fd, void *data, size_t size, off_t at) {
  REAL(ssize_t, pread, int, void *, size_t, off_t);
  READING_CALL(, at)
}

ssize_t pread64(int fd, void *data, size_t size, off64_t at) {
  REAL(ssize_t, pread64, int, void *, size_t, off64_t);
  READING_CALL(, at)
}

#define SYNCING_CALL(name) \
  int name(int fd) { \
    REAL(int, name, int); \
    if (!watched(fd)) return real(fd); \
    pthread_mutex_lock(&turn); \
    int done = fails(SYNCING) ? -1 : real(fd); \
    if (!done) note('s', path_of[fd], "", 0, NULL, 0); \
    pthread_mutex_unlock(&turn); \
    return done; \
  }
SYNCING_CALL(fsync)
SYNCING_CALL(fdatasync)

#define CUTTING_CALL(name, type) \
  int name(int fd, type length) { \
    REAL(int, name, int, type); \
    if (!watched(fd)) return real(fd, length); \
    pthread_mutex_lock(&turn); \
    int done = fails(REMOVING) ? -1 : real(fd, length); \
    if (!done) note('z', path_of[fd], "", length, NULL, 0); \
    pthread_mutex_unlock(&turn); \
    return done; \
  }
CUTTING_CALL(ftruncate, off_t)
CUTTING_CALL(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  if (!on_disk(from)) return real(from, to);
  pthread_mutex_lock(&turn);
  int done = fails(WRITING) ? -1 : real(from, to);
  if (!done) note('r', from, to, 0, NULL, 0);
  pthread_mutex_unlock(&turn);
  return done;
}

int unlink(const char *path) {
  REAL(int, unlink, const char *);
  if (!on_disk(path)) return real(path);
  pthread_mutex_lock(&turn);
  int done = fails(REMOVING) ? -1 : real(path);
  if (!done) note('u', path, "", 0, NULL, 0);
  pthread_mutex_unlock(&turn);
  return done;
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, mkdir, const char *, mode_t);
  if (!on_disk(path)) return real(path, mode);
  pthread_mutex_lock(&turn);
  int done = fails(WRITING) ? -1 : real(path, mode);
  pthread_mutex_unlock(&turn);
  return done;
}
