/** Yields the first `seconds` of sound, exact to the sample. Then it stops reading the source. */
export async function* firstSeconds(
  sound: AsyncIterable<Float32Array>,
  samplingRate: number,
  seconds: number,
): AsyncGenerator<Float32Array, void, void> {
  let left = Math.round(seconds * samplingRate);
  for await (const samples of sound) {
    yield samples.subarray(0, left);
    left -= samples.length;
    if (left <= 0) return;
  }
}
