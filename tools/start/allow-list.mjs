/** Where this machine reaches what listens on `url`: no program can dial "every address". */
export function loopbackFor(url) {
  const here = new URL(url);
  if (here.hostname === '0.0.0.0') here.hostname = '127.0.0.1';
  if (here.hostname === '[::]') here.hostname = '[::1]';
  return here;
}
