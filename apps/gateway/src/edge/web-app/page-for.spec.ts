import { pageFor } from './page-for';

const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('pageFor', () => {
  const page = (path: string, accept: string | undefined = HTML, method = 'GET') =>
    pageFor({ method, path, accept }, ['de']);

  it('returns the app for the address of a page', () => {
    expect(page('/lab')).toBe('index.html');
    expect(page('/r/c29tZQ')).toBe('index.html');
  });

  it('returns the app in the language of the address', () => {
    expect(page('/de')).toBe('de/index.html');
    expect(page('/de/')).toBe('de/index.html');
    expect(page('/de/lab')).toBe('de/index.html');
    expect(page('/demo')).toBe('index.html');
  });

  it('returns nothing for a missing file, or a request that does not accept a page', () => {
    expect(page('/main-0A1B2C3D.js')).toBeNull();
    expect(page('/lab', 'application/json')).toBeNull();
    expect(pageFor({ method: 'GET', path: '/lab', accept: undefined }, [])).toBeNull();
    expect(page('/lab', HTML, 'POST')).toBeNull();
  });
});
