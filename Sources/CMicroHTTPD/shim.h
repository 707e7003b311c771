#include <arpa/inet.h>
#include <errno.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// What Swift cannot call: functions with a variable number of arguments.

/// A socket that listens on the loopback address alone; port 0: one that the system chooses.
/// Less than zero: the negative of the system's error number.
static inline int loopback_socket(uint16_t port) {
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  int on = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen(descriptor, 512) != 0) {
    int number = errno;
    close(descriptor);
    return -number;
  }
  return descriptor;
}

/// The port of a socket; 0 where there is none.
static inline uint16_t port_of_socket(int descriptor) {
  struct sockaddr_in address;
  socklen_t size = sizeof address;
  if (getsockname(descriptor, (struct sockaddr *)&address, &size) != 0) return 0;
  return ntohs(address.sin_port);
}

/// Serves the connections of a socket, which it closes at its end; one thread a connection.
static inline struct MHD_Daemon *start_daemon(
    int descriptor, unsigned int connections, unsigned int idle_seconds,
    void *(*begun)(void *, const char *, struct MHD_Connection *),
    MHD_AccessHandlerCallback handler, MHD_RequestCompletedCallback completed, void *context) {
  return MHD_start_daemon(
      MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, handler,
      context, MHD_OPTION_LISTEN_SOCKET, descriptor, MHD_OPTION_CONNECTION_LIMIT, connections,
      MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds, MHD_OPTION_URI_LOG_CALLBACK, begun, context,
      MHD_OPTION_NOTIFY_COMPLETED, completed, context, MHD_OPTION_END);
}

/// Lets a connection be silent as long as it likes.
static inline void without_idle_limit(struct MHD_Connection *connection) {
  MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, 0u);
}

/// The socket of a connection; less than zero where there is none.
static inline int socket_of_connection(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

/// Whether the other side has closed the connection.
static inline int is_closed_by_peer(int descriptor) {
  char byte;
  ssize_t count = recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

/// The error number of the last call that failed.
static inline int last_error_number(void) { return errno; }

/// Starts a thread that nobody waits for; tries again while the system is out of threads.
static inline void start_detached_thread(void *(*run)(void *), void *argument) {
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  while (pthread_create(&thread, &attributes, run, argument) != 0) usleep(10000);
  pthread_attr_destroy(&attributes);
}

/// Gives memory that is free back to the system, where the C library can.
static inline void trim_memory(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
