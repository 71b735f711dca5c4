import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowListFor } from './allow-list.mjs';

test('a server on this machine is allowed under each of its names', () => {
  assert.equal(allowListFor('tcp://127.0.0.1:8888'), '127.0.0.1:8888,localhost:8888');
  assert.equal(allowListFor('tcp://0.0.0.0:8888'), '127.0.0.1:8888,localhost:8888');
  assert.equal(allowListFor('tcp://[::1]:8888'), '[::1]:8888,localhost:8888');
  assert.equal(allowListFor('tcp://[::]:8888'), '[::1]:8888,127.0.0.1:8888,localhost:8888');
});

test('a server on one address is allowed there', () => {
  assert.equal(allowListFor('tcp://192.0.2.1:9000'), '192.0.2.1:9000');
  assert.equal(allowListFor('tcp://[2001:db8::7]:9000'), '[2001:db8::7]:9000');
});
