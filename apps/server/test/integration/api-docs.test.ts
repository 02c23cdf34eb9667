import { expect, test } from 'vitest';
import { sharedServer } from '../support/server.ts';

const server = sharedServer();

test('the API describes itself: what a route takes, answers and refuses', async () => {
  const { status, body } = await server().call('GET', '/api/docs/json');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/api/rooms/{room}/messages': {
        get: {
          parameters: expect.arrayContaining([expect.objectContaining({ name: 'before', in: 'query' })]),
          responses: { 200: {}, 404: { description: 'room_not_found' } },
        },
      },
    },
  });
});

test('and has a page for people, under the same policy as every other', async () => {
  const { status, headers } = await server().call('GET', '/api/docs');
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
});
