import { ServerLogger } from './server-logger';

describe('TM-D7: ServerLogger', () => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    }
  });
  afterEach(() => jest.restoreAllMocks());

  it('writes errors, however many lines a peer has caused before', () => {
    const logger = new ServerLogger();
    // As many kinds as are told apart, and far more lines than are written.
    for (let kind = 0; kind < 300; kind++) {
      for (let line = 0; line < 100; line++) logger.warn({ event: `event-${kind}` }, 'Peer');
    }
    const before = lines.length;
    expect(before).toBeLessThan(2_000);
    logger.error(new TypeError('a defect of ours'), 'Server');
    expect(lines.slice(before).join('')).toContain('a defect of ours');
    logger.report();
  });

  it('limits the errors as well, and counts the omitted ones', () => {
    const logger = new ServerLogger();
    for (let line = 0; line < 1_000; line++) logger.error(new TypeError('again'), 'Server');
    expect(lines.length).toBeLessThan(500);
    logger.report();
    expect(lines.at(-1)).toContain('lines-suppressed');
  });
});
