#include "CTLS.h"

#include <dlfcn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdlib.h>

#ifdef __APPLE__
static const char *const names[] = {"libssl.3.dylib", NULL};
#else
static const char *const names[] = {"libssl.so.3", NULL};
#endif

#define EACH_FUNCTION(f)                                                                                                                  \
  f(TLS_server_method) f(SSL_CTX_new) f(SSL_CTX_free) f(SSL_CTX_use_certificate) f(SSL_CTX_use_PrivateKey) f(SSL_new) f(SSL_free)          \
  f(SSL_set_bio) f(SSL_set_accept_state) f(SSL_read) f(SSL_write) f(SSL_get_error)

#define DECLARE(name) static __typeof__(name) *p_##name;
EACH_FUNCTION(DECLARE)

static bool loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = NULL;
  for (int i = 0; names[i] && !library; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define LOOK_UP(name)                                                                                                                     \
  p_##name = (__typeof__(p_##name))dlsym(library, #name);                                                                                  \
  if (!p_##name) return;
  EACH_FUNCTION(LOOK_UP)
  loaded = true;
}

struct ctls_server {
  EVP_PKEY *key;
  X509 *certificate;
  SSL_CTX *context;
};

struct ctls_session {
  SSL *ssl;
  // The SSL owns both.
  BIO *in, *out;
};

static bool sign(ctls_server *server, const char *hosts) {
  X509 *certificate = server->certificate;
  X509_NAME *name = X509_get_subject_name(certificate);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, hosts);
  bool made = extension && X509_set_version(certificate, 2) && ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) &&
              X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) && X509_gmtime_adj(X509_getm_notAfter(certificate), 86400L * 30) &&
              X509_set_pubkey(certificate, server->key) &&
              X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"flowrun sandbox", -1, -1, 0) &&
              X509_set_issuer_name(certificate, name) && X509_add_ext(certificate, extension, -1) &&
              X509_sign(certificate, server->key, EVP_sha256()) > 0;
  X509_EXTENSION_free(extension);
  return made;
}

ctls_server *ctls_server_new(const char *hosts) {
  pthread_once(&once, load);
  ctls_server *server = loaded ? calloc(1, sizeof *server) : NULL;
  if (!server) return NULL;
  server->key = EVP_EC_gen("P-256");
  server->certificate = X509_new();
  server->context = p_SSL_CTX_new(p_TLS_server_method());
  if (server->key && server->certificate && server->context && sign(server, hosts) &&
      p_SSL_CTX_use_certificate(server->context, server->certificate) == 1 && p_SSL_CTX_use_PrivateKey(server->context, server->key) == 1)
    return server;
  ctls_server_free(server);
  return NULL;
}

void ctls_server_free(ctls_server *server) {
  if (server->context) p_SSL_CTX_free(server->context);
  X509_free(server->certificate);
  EVP_PKEY_free(server->key);
  free(server);
}

bool ctls_server_certificate(ctls_server *server, char *text, size_t room) {
  BIO *memory = BIO_new(BIO_s_mem());
  int count = memory && PEM_write_bio_X509(memory, server->certificate) ? BIO_read(memory, text, (int)room - 1) : 0;
  bool whole = count > 0 && BIO_ctrl_pending(memory) == 0;
  if (count > 0) text[count] = 0;
  BIO_free(memory);
  return whole;
}

ctls_session *ctls_session_new(ctls_server *server) {
  ctls_session *session = calloc(1, sizeof *session);
  if (!session) return NULL;
  session->ssl = p_SSL_new(server->context);
  session->in = BIO_new(BIO_s_mem());
  session->out = BIO_new(BIO_s_mem());
  if (!session->ssl || !session->in || !session->out) {
    BIO_free(session->in);
    BIO_free(session->out);
    if (session->ssl) p_SSL_free(session->ssl);
    free(session);
    return NULL;
  }
  p_SSL_set_bio(session->ssl, session->in, session->out);
  p_SSL_set_accept_state(session->ssl);
  return session;
}

void ctls_session_free(ctls_session *session) {
  p_SSL_free(session->ssl);
  free(session);
}

void ctls_session_receive(ctls_session *session, const uint8_t *bytes, size_t count) { BIO_write(session->in, bytes, (int)count); }

long ctls_session_read(ctls_session *session, uint8_t *bytes, size_t room) {
  // What another connection left on this thread would be taken for an error of this one.
  ERR_clear_error();
  int count = p_SSL_read(session->ssl, bytes, (int)room);
  if (count > 0) return count;
  return p_SSL_get_error(session->ssl, count) == SSL_ERROR_WANT_READ ? 0 : -1;
}

bool ctls_session_say(ctls_session *session, const uint8_t *bytes, size_t count) {
  ERR_clear_error();
  return p_SSL_write(session->ssl, bytes, (int)count) == (int)count;
}

long ctls_session_send(ctls_session *session, uint8_t *bytes, size_t room) {
  int count = BIO_read(session->out, bytes, (int)room);
  return count > 0 ? count : 0;
}
