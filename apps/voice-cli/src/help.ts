/** What `--help` prints. */
export const HELP = `voice-cli measure FILE...

Codes recordings (WAVE, WebM/Opus, Ogg/Opus) as a message would be, at 8 kHz,
and says how much of them the coder kept: a line for each file, and a summary
when there are several.

  --coder NAME  nlp64 (without this option), pcm8 or mulaw
  --bits N      size of a sample with pcm8, 1 to 16; 8 without this option
  --gain DB     change the level first, and round to 16 bits again
  --write DIR   write what a listener would hear, as WAVE, into this folder
  --table       instead, the plain quantiser at 1 to 16 bits: theory and fact
  --json        a JSON object on each line
  --help        this text

Examples:
  voice-cli measure talk.wav memo.webm
  voice-cli measure --coder pcm8 --bits 6 --write heard talk.wav
  voice-cli measure --gain -20 --json recordings/*.wav | tail -n 1
  voice-cli measure --table talk.wav

SNR compares the coded with the 8 kHz, 16-bit signal that the coder was given.
It does not know about noise in the room, or about what 8 kHz leaves out.
Exit status: 0; 1 when a file could not be read; 2 when nothing was done.
`;
