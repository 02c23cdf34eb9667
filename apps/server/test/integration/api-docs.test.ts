import fastify from 'fastify';
import { expect, test } from 'vitest';
import { registerApiDocs } from '../../src/http/api-docs.ts';
import { documented } from '../../src/http/route-docs.ts';
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
          responses: { 200: {}, 404: { description: expect.stringContaining('room_not_found') } },
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

test('a route of the API that says nothing about itself does not start', async () => {
  const app = fastify();
  await registerApiDocs(app, '0.0.0-test');
  app.get('/api/said', documented({ tag: 'rooms', summary: 'Says so', reply: 'done' }), async () => '');
  expect(() => app.get('/api/unsaid', async () => '')).toThrow('GET /api/unsaid has no documentation');
  expect(() => app.get('/elsewhere', async () => '')).not.toThrow();
});
