import { spawnSync } from 'node:child_process';

const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
const succeeds = ([program, ...args]) =>
  spawnSync(program, args, { env, stdio: 'ignore' }).status === 0;

/**
 * Prints the path of a working program. Installs it from Debian if it is missing and can be installed.
 * Otherwise prints a line that says so, and an empty line. The caller then skips what needs the program, which
 * is not a failure.
 *
 * It installs only in CI, where that surprises nobody. It does not install if the variable names a program.
 * @param program its `name`, how to `find` it, its Debian `package`, the `variable` that names another one, and
 * what is `skipped` without it.
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
