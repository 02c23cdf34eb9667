// sendAll for Node: one send(2) for each of many sockets in a single call from JavaScript. The way through Node's
// streams costs half as much again as the system call itself. See src/gateway/send-all.ts for the contract.
#include <errno.h>
#include <node_api.h>
#include <stdbool.h>
#include <sys/socket.h>

// Elsewhere Node ignores SIGPIPE, so a peer that has gone is only an error there, too.
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

// The elements of an Int32Array that has at least `count` of them.
static int32_t *numbers(napi_env env, napi_value value, uint32_t count) {
  napi_typedarray_type type;
  size_t length;
  void *data;
  napi_status status = napi_get_typedarray_info(env, value, &type, &length, &data, NULL, NULL);
  return status == napi_ok && type == napi_int32_array && length >= count ? data : NULL;
}

static bool bytes_at(napi_env env, napi_value list, uint32_t index, void **data, size_t *length) {
  napi_value item;
  napi_typedarray_type type;
  return napi_get_element(env, list, index, &item) == napi_ok &&
         napi_get_typedarray_info(env, item, &type, length, data, NULL, NULL) == napi_ok && type == napi_uint8_array;
}

// What the socket took at once: 0 where it is full or broken, which its stream finds out for itself.
static int32_t send_now(int descriptor, const void *data, size_t length) {
  ssize_t taken;
  do {
    taken = send(descriptor, data, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  } while (taken < 0 && errno == EINTR);
  return taken < 0 ? 0 : (int32_t)taken;
}

// sendAll(descriptors: Int32Array, chunks: Uint8Array[], taken: Int32Array, count: number): boolean
static napi_value send_all(napi_env env, napi_callback_info info) {
  napi_value args[4];
  size_t given = 4;
  uint32_t count;
  bool whole = true;
  if (napi_get_cb_info(env, info, &given, args, NULL, NULL) != napi_ok || given < 4 ||
      napi_get_value_uint32(env, args[3], &count) != napi_ok)
    return napi_throw_type_error(env, NULL, "sendAll takes descriptors, chunks, taken and a count"), NULL;
  int32_t *descriptors = numbers(env, args[0], count);
  int32_t *taken = numbers(env, args[2], count);
  if (!descriptors || !taken)
    return napi_throw_type_error(env, NULL, "sendAll: an Int32Array of at least `count` elements"), NULL;
  for (uint32_t i = 0; i < count; i++) {
    napi_handle_scope scope;
    void *data;
    size_t length;
    napi_open_handle_scope(env, &scope);
    bool found = bytes_at(env, args[1], i, &data, &length);
    napi_close_handle_scope(env, scope);
    if (!found) return napi_throw_type_error(env, NULL, "sendAll: a chunk is no Uint8Array"), NULL;
    taken[i] = send_now(descriptors[i], data, length);
    if ((size_t)taken[i] < length) whole = false;
  }
  napi_value result;
  return napi_get_boolean(env, whole, &result) == napi_ok ? result : NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "sendAll", NAPI_AUTO_LENGTH, send_all, NULL, &function) == napi_ok)
    napi_set_named_property(env, exports, "sendAll", function);
  return exports;
}
