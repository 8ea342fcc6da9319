export { createClient, type Client, type ClientSettings, type CommandOptions, type Reads } from './client.ts'
export { newCommandId } from './command-id.ts'
export { followEvents, type ServerEvent, type StreamState } from './events.ts'
export { Problem, Unreachable, type FieldError } from './problem.ts'
