/** The title of a test for one row of a table. Replaces `%s` and the like in order, or `$name` by a field. */
export function titleOf(template, row, index) {
  const [first] = row;
  const isNamed = row.length === 1 && typeof first === 'object' && first !== null;
  const named = isNamed
    ? template.replace(/\$(\w+)/g, (all, name) => (name in first ? show(first[name]) : all))
    : template;
  const left = [...row];
  return named.replace(/%([sdifjoOp#%])/g, (all, kind) => {
    if (kind === '%') return '%';
    if (kind === '#') return String(index);
    if (left.length === 0) return all;
    const value = left.shift();
    return kind === 's' || kind === 'd' ? String(value) : show(value, kind);
  });
}

function show(value, kind) {
  if (kind === 'i') return String(Math.trunc(value));
  return JSON.stringify(value) ?? String(value);
}
