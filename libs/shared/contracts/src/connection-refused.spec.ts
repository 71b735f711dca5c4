import * as fc from 'fast-check';
import { connectionRefused } from './connection-refused';

describe('connectionRefused', () => {
  const refusal = { code: 'rate_limited', message: 'too many connections', retry: true };

  it('reads what the gateway says of a refusal', () => {
    const error = Object.assign(new Error('refused'), { data: refusal });
    expect(connectionRefused(error)).toEqual(refusal);
    const final = { ...refusal, retry: false };
    expect(connectionRefused({ data: final })).toEqual(final);
  });

  it('takes a refusal that does not say for one that may be tried again', () => {
    const { code, message } = refusal;
    expect(connectionRefused({ data: { code, message } })).toEqual(refusal);
  });

  it('reads what HTTP answered where Socket.IO was not reached', () => {
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

  it('finds nothing in an error of the network, and in whatever else comes', () => {
    expect(connectionRefused(new Error('websocket error'))).toBeNull();
    fc.assert(fc.property(fc.anything(), (data) => expect(connectionRefused({ data })).toBeNull()));
  });
});
