import { spawnSync } from 'node:child_process';

const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
const succeeds = ([program, ...args]) =>
  spawnSync(program, args, { env, stdio: 'ignore' }).status === 0;

/**
 * Prints the path of a program that works, after installing it from Debian where there is none and it can. Otherwise
 * prints a line that says so, and an empty one: what needs it is left out then, which is no failure.
 *
 * It is installed only in CI, where nobody can be surprised by it, and where the variable does not say which one to take.
 * @param program its `name`, how to `find` it, its Debian `package`, the `variable` that names another one, and what is
 *   `skipped` without it.
 */
export function printOptionalProgram({ name, find, package: debian, variable, skipped }) {
  const findWorking = () => {
    const path = find();
    return path !== undefined && succeeds([path, '--version']) ? path : undefined;
  };
  const install = () => {
    if (process.env.CI === undefined || process.env[variable] !== undefined) return undefined;
    console.error(`No ${name} here: trying to install one.`);
    const commands = [
      [...asRoot, 'apt-get', 'update', '-qq'],
      [...asRoot, 'apt-get', 'install', '-qq', '-y', '--no-install-recommends', debian],
    ];
    return commands.every(succeeds) ? findWorking() : undefined;
  };
  const none = `No ${name} here, so ${skipped} skipped. Debian: apt-get install ${debian}; or name one in ${variable}.`;
  console.log(findWorking() ?? install() ?? `${none}\n`);
}
