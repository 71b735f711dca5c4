import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { workspace } from './project-graph.mjs';

const { config } = ts.readConfigFile(join(workspace, 'tsconfig.base.json'), ts.sys.readFile);

/** The names by which projects import each other, and the file behind each. */
const PATHS = new Map(
  Object.entries(config.compilerOptions.paths).map(([name, [path]]) => [name, normalize(path)]),
);

/**
 * Reads every tracked file of code.
 * @returns the result of `readModule` by path in the workspace.
 */
export function readModules() {
  const patterns = ['*.ts', '*.mts', '*.mjs', '*.cjs', '*.js'];
  const tracked = execFileSync('git', ['ls-files', '-z', ...patterns], {
    cwd: workspace,
    encoding: 'utf8',
  });
  const files = tracked
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(workspace, path)));
  const isThere = new Set(files);
  const resolve = (specifier, file) => resolveImport(specifier, file, isThere);
  return new Map(
    files.map((file) => [
      file,
      readModule(file, readFileSync(join(workspace, file), 'utf8'), resolve),
    ]),
  );
}

/** The path of the file that `specifier` means in `file`. Undefined for a package. */
function resolveImport(specifier, file, isThere) {
  if (!specifier.startsWith('.')) return PATHS.get(specifier);
  const path = normalize(join(dirname(file), specifier));
  return [path, `${path}.ts`, `${path}.mts`, `${path}/index.ts`].find((candidate) =>
    isThere.has(candidate),
  );
}

/**
 * Reads what a file imports and exports, including types.
 * @returns four things. `imports`: for each, its file `from`, its `name` there (`*` for all), and the name it
 * is exported `as` if it is only passed on. `exports`: the declared names, each with its `line` and whether it
 * `isType`. `uses`: whether the rest of the file uses a name. And `lineCount`.
 */
export function readModule(file, text, resolve) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const lineOf = (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const uses = (name) => countMentions(source, name) > 1;
  const lineCount = text.split('\n').length - 1;
  const module = { imports: [], exports: new Map(), uses, lineCount };
  const add = (specifier, name, as) => {
    const from = resolve(specifier.text, file);
    if (from === undefined) return;
    const line = lineOf(specifier);
    module.imports.push({ from, name, line, ...(as !== undefined && { as }) });
  };
  for (const statement of source.statements) readStatement(statement, lineOf, module, add);
  if (/\b(?:import|require|URL)\(/.test(text)) readCalls(source, source, add);
  return module;
}

function readStatement(node, lineOf, { exports }, add) {
  if (ts.isImportDeclaration(node)) {
    const bindings = node.importClause?.namedBindings;
    if (bindings !== undefined && ts.isNamedImports(bindings)) {
      for (const { name, propertyName } of bindings.elements)
        add(node.moduleSpecifier, (propertyName ?? name).text);
    } else add(node.moduleSpecifier, '*');
    if (node.importClause?.name) add(node.moduleSpecifier, 'default');
  } else if (ts.isExportDeclaration(node)) {
    if (node.moduleSpecifier === undefined) return;
    if (node.exportClause === undefined) add(node.moduleSpecifier, '*', '*');
    else
      for (const { name, propertyName } of node.exportClause.elements)
        add(node.moduleSpecifier, (propertyName ?? name).text, name.text);
  } else if (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
    const line = lineOf(node);
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
    const declarations = ts.isVariableStatement(node) ? node.declarationList.declarations : [node];
    const isDefault = node.modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
    for (const { name } of declarations)
      for (const exported of isDefault ? ['default'] : namesIn(name))
        exports.set(exported, { line, isType });
  }
}

/** The names that a declaration introduces. A pattern may introduce several. */
const namesIn = (name) =>
  ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => namesIn(element.name));

/**
 * Finds `import()` in code and in types, `require()`, and `new URL('./x', import.meta.url)`. Bundlers follow
 * the last one.
 */
function readCalls(node, source, add) {
  if (ts.isImportTypeNode(node)) {
    add(node.argument.literal, node.qualifier?.getText(source).split('.')[0] ?? '*');
  } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const [first] = node.arguments ?? [];
    const callee = node.expression;
    const loads =
      callee.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(callee) && (callee.text === 'require' || callee.text === 'URL'));
    if (loads && first !== undefined && ts.isStringLiteralLike(first)) add(first, '*');
  }
  ts.forEachChild(node, (child) => readCalls(child, source, add));
}

function countMentions(node, name) {
  let count = ts.isIdentifier(node) && node.text === name ? 1 : 0;
  ts.forEachChild(node, (child) => {
    count += countMentions(child, name);
  });
  return count;
}
