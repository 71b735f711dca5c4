import { createHash } from 'node:crypto';
import ts from 'typescript';

/**
 * @typedef {object} DocComment
 * @property {number} line where the comment begins, counted from 1.
 * @property {string} comment without the marks around it.
 * @property {string} signature of what the comment documents, on one line, without its body.
 */

/**
 * Finds the doc comments of a TypeScript file: those of exports, and of public members of exported classes and
 * types.
 * @param {string} path of the file, for messages of the parser only.
 * @param {string} text of the file.
 * @returns {DocComment[]} in the order of the file.
 */
export function findDocComments(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return file.statements
    .filter((statement) => hasModifier(statement, ts.SyntaxKind.ExportKeyword))
    .flatMap((statement) => [statement, ...membersOf(statement)])
    .flatMap((node) => {
      const comment = (ts.getJSDocCommentsAndTags(node) ?? []).find(
        (doc) => ts.isJSDoc(doc) && doc.parent === node,
      );
      if (!comment) return [];
      const line = file.getLineAndCharacterOfPosition(comment.getStart(file)).line + 1;
      const prose = withoutMarks(comment.getText(file));
      return [{ line, comment: prose, signature: signatureOf(node, file) }];
    });
}

function hasModifier(node, kind) {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((m) => m.kind === kind);
}

const isHidden = (node) =>
  hasModifier(node, ts.SyntaxKind.PrivateKeyword) ||
  hasModifier(node, ts.SyntaxKind.ProtectedKeyword) ||
  (node.name !== undefined && ts.isPrivateIdentifier(node.name));

/** The members that code outside the file can use. Those of nested types and objects count too. */
function membersOf(statement) {
  const members = [];
  const visit = (node) => {
    if (ts.isBlock(node) || ts.isArrowFunction(node) || isHidden(node)) return;
    if (ts.isClassElement(node) || ts.isTypeElement(node) || ts.isPropertyAssignment(node)) {
      members.push(node);
    }
    ts.forEachChild(node, visit);
  };
  if (!ts.isFunctionDeclaration(statement)) ts.forEachChild(statement, visit);
  return members;
}

function withoutMarks(comment) {
  return comment
    .replace(/^\/\*\*\s?|\s*\*\/$/g, '')
    .replace(/^[ \t]*\* ?/gm, '')
    .trim();
}

/** Longest signature to print, in characters. */
const MAX_SIGNATURE = 240;

/** The declaration up to its body or its members, on one line. */
function signatureOf(node, file) {
  const start = node.getStart(file);
  const end = node.body?.getStart(file) ?? node.members?.pos ?? node.getEnd();
  const line = file.text
    .slice(start, end)
    .replace(/\s+/g, ' ')
    .replace(/\s*\{$/, '');
  return line.length > MAX_SIGNATURE ? `${line.slice(0, MAX_SIGNATURE)} …` : line.trim();
}

/**
 * Draws `count` entries of `list`, each at most once. The same seed gives the same entries.
 * @template T
 * @param {readonly T[]} list
 * @param {number} count
 * @param {string} seed any text. It is hashed with the place of each entry, and the lowest hashes win.
 */
export function draw(list, count, seed) {
  const rank = (at) => createHash('sha256').update(`${seed} ${at}`).digest('hex');
  return list
    .map((entry, at) => ({ entry, rank: rank(at) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ entry }) => entry);
}
