/** Frames of a stack: where it was thrown, and who called. */
const FRAMES = 2;

/**
 * Stacks are short in workflows. The engine's client takes one at the birth of every promise and looks each frame up in the bundle's source
 * map, which took a fifth of a replay with the usual ten. Evaluated once, before the client freezes `Error`.
 */
Error.stackTraceLimit = FRAMES;
