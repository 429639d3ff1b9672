#pragma once

// The server's half of TLS over memory, for the sandbox's mail server. libssl is loaded when it is first needed, as libcurl is.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A key and a self-signed certificate, made anew.
typedef struct ctls_server ctls_server;
// One client's connection. Not for several threads at once.
typedef struct ctls_session ctls_session;

// `names`: the certificate's, as `DNS:localhost,IP:127.0.0.1`. Null where libssl is not there or takes none of it.
ctls_server *_Nullable ctls_server_new(const char *_Nonnull names);
void ctls_server_free(ctls_server *_Nonnull server);
// The certificate in PEM with a zero at its end; false where `room` is too small for it.
bool ctls_server_certificate(ctls_server *_Nonnull server, char *_Nonnull text, size_t room);

ctls_session *_Nullable ctls_session_new(ctls_server *_Nonnull server);
void ctls_session_free(ctls_session *_Nonnull session);
// What came from the client.
void ctls_session_receive(ctls_session *_Nonnull session, const uint8_t *_Nonnull bytes, size_t count);
// What the client said, taken out: the number of bytes, 0 when there is no more yet, -1 when the connection is over.
long ctls_session_read(ctls_session *_Nonnull session, uint8_t *_Nonnull bytes, size_t room);
// Something to tell the client; false when it cannot be.
bool ctls_session_say(ctls_session *_Nonnull session, const uint8_t *_Nonnull bytes, size_t count);
// What is to be sent to the client, taken out: the number of bytes, 0 when there is no more.
long ctls_session_send(ctls_session *_Nonnull session, uint8_t *_Nonnull bytes, size_t room);
