import { expect, test } from 'vitest';
import { isAllowedOrigin } from '../../src/http/origin.ts';

test.each([
  ['a program sends none', undefined, 'chat.example.org', true],
  ["the server's own", 'https://chat.example.org', 'chat.example.org', true],
  ["the server's own behind a proxy that ends TLS", 'http://chat.example.org', 'chat.example.org', true],
  ['the Host header in capitals', 'https://chat.example.org', 'Chat.Example.ORG', true],
  ['with its port', 'http://localhost:3000', 'localhost:3000', true],
  ['another port', 'http://localhost:3001', 'localhost:3000', false],
  ['an IPv6 address', 'http://[::1]:3000', '[::1]:3000', true],
  ['one of the list', 'https://app.example.org', 'chat.example.org', true],
  ['one of the list with another scheme', 'http://app.example.org', 'chat.example.org', false],
  ['a longer host', 'https://chat.example.org.evil.example', 'chat.example.org', false],
  ['another scheme', 'ftp://chat.example.org', 'chat.example.org', false],
  ['null', 'null', 'chat.example.org', false],
  ['empty', '', 'chat.example.org', false],
  ['rubbish', 'not a url', 'chat.example.org', false],
  ['no Host', 'https://chat.example.org', undefined, false],
])('%s', (_name, origin, host, allowed) => {
  expect(isAllowedOrigin(origin, host, ['https://app.example.org'])).toBe(allowed);
});
