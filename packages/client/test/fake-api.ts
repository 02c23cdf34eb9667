/** A request that waits for its answer. */
export interface Asked {
  method: string;
  /** Without the origin. */
  path: string;
  body: unknown;
  /** Answers with JSON, or (without a value) with 204. */
  answer(value?: unknown): void;
  refuse(status: number, code: string): void;
}

/** A `fetch` whose answers the test hands over, one by one. */
export function fakeApi(): { asked: Asked[]; fetch: typeof fetch } {
  const asked: Asked[] = [];
  const fetch = ((url: string, { method = 'GET', body }: { method?: string; body?: string } = {}) =>
    new Promise<Response>((resolve) => {
      asked.push({
        method,
        path: url.replace('http://chat.test', ''),
        body: body === undefined ? undefined : JSON.parse(body),
        answer: (value) => resolve(value === undefined ? new Response(null, { status: 204 }) : Response.json(value)),
        refuse: (status, code) => resolve(Response.json({ code, message: code }, { status })),
      });
    })) as typeof globalThis.fetch;
  return { asked, fetch };
}

/** Lets requests go out, and answers come in: all of it is promises, which are through before the next turn begins. */
export function exchanged(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
