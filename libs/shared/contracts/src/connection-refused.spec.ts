import * as fc from 'fast-check';
import { connectionRefused } from './connection-refused';

describe('connectionRefused', () => {
  const refusal = { code: 'rate_limited', message: 'too many connections', retry: true };

  it('reads the reason of a refusal from the gateway', () => {
    const error = Object.assign(new Error('refused'), { data: refusal });
    expect(connectionRefused(error)).toEqual(refusal);
    const final = { ...refusal, retry: false };
    expect(connectionRefused({ data: final })).toEqual(final);
  });

  it('treats a refusal without `retry` as one that may be tried again', () => {
    const { code, message } = refusal;
    expect(connectionRefused({ data: { code, message } })).toEqual(refusal);
  });

  it('reads the HTTP response if Socket.IO was not reached', () => {
    const responseText = JSON.stringify(refusal);
    expect(connectionRefused({ context: { responseText } })).toEqual(refusal);
    class Answered {
      get responseText(): string {
        return responseText;
      }
    }
    expect(connectionRefused({ context: new Answered() })).toEqual(refusal);
    for (const other of ['', '{', '{"code":4,"message":"x"}', ' '.repeat(5_000) + responseText])
      expect(connectionRefused({ context: { responseText: other } })).toBeNull();
  });

  it('finds no refusal in an error of the network or any other value', () => {
    expect(connectionRefused(new Error('websocket error'))).toBeNull();
    fc.assert(fc.property(fc.anything(), (data) => expect(connectionRefused({ data })).toBeNull()));
  });
});
