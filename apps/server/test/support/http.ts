/** Settings by their environment name. */
export type Settings = Record<string, string>;

/** Rates so high that only tests about them meet them. */
export const ROOMY: Settings = {
  RATE_LIMIT_MESSAGES: '100000',
  RATE_LIMIT_MESSAGES_BURST: '100000',
  RATE_LIMIT_REACTIONS: '100000',
  RATE_LIMIT_REACTIONS_BURST: '100000',
  RATE_LIMIT_TYPING: '100000',
  RATE_LIMIT_TYPING_BURST: '100000',
  RATE_LIMIT_FRAMES: '100000',
  RATE_LIMIT_FRAMES_BURST: '100000',
  RATE_LIMIT_HTTP: '100000',
  RATE_LIMIT_HTTP_BURST: '100000',
  RATE_LIMIT_GUESTS: '100000',
  RATE_LIMIT_GUESTS_BURST: '100000',
  RATE_LIMIT_SIGN_UPS_BURST: '100000',
  RATE_LIMIT_SIGN_IN: '100000',
};

export interface RequestOptions {
  token?: string;
  /** A string and bytes go out as they are, everything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Sends an HTTP request; the answer's body is parsed where it is JSON. */
export async function requestJson(url: string, method: string, { token, body, headers }: RequestOptions = {}) {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: encodeBody(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as unknown };
}

function encodeBody(body: unknown): string | Buffer<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return Buffer.isBuffer(body) ? Buffer.from(body) : JSON.stringify(body);
}
