import type { CDPSession } from '@playwright/test';

/** Memory of a page after a garbage collection. */
export interface Heap {
  /** Bytes of the page's own data. Compiled code does not count, because the engine keeps adding to it. */
  readonly dataBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** The parts of a heap snapshot (V8's format) with the size of each kind. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
}

const DATA = ['object', 'array', 'closure', 'string', 'concatenated string', 'number', 'native'];

/** Measures the page that `browser` is attached to. */
export async function measureHeap(browser: CDPSession): Promise<Heap> {
  const chunks: string[] = [];
  const collect = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  browser.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await browser.send('HeapProfiler.collectGarbage');
  await browser.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  browser.off('HeapProfiler.addHeapSnapshotChunk', collect);
  const { nodes, jsEventListeners } = await browser.send('Memory.getDOMCounters');
  const dataBytes = dataIn(JSON.parse(chunks.join('')) as Snapshot);
  return { dataBytes, nodes, listeners: jsEventListeners };
}

function dataIn({ snapshot, nodes }: Snapshot): number {
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let bytes = 0;
  for (let node = 0; node < nodes.length; node += fields.length) {
    if (DATA.includes(types[0][nodes[node + typeAt]])) bytes += nodes[node + sizeAt];
  }
  return bytes;
}
