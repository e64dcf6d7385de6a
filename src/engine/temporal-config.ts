import { isIPv6 } from 'node:net';
import { stringify } from 'yaml';
import type { PostgresPlace, PostgresTls } from './postgres-place.ts';
import { TEMPORAL_VERSION } from './temporal-version.ts';

/** Ports the server needs on 127.0.0.1. */
export interface TemporalPorts {
  readonly frontend: number;
  readonly frontendHttp: number;
  readonly frontendMembership: number;
  readonly history: number;
  readonly historyMembership: number;
  readonly matching: number;
  readonly matchingMembership: number;
  readonly worker: number;
  readonly workerMembership: number;
}

const PORT_NAMES = [
  ...(['frontend', 'frontendHttp', 'frontendMembership', 'history', 'historyMembership'] as const),
  ...(['matching', 'matchingMembership', 'worker', 'workerMembership'] as const),
];

/** How many ports {@link temporalPorts} takes. */
export const TEMPORAL_PORT_COUNT = PORT_NAMES.length;

/** Names a list of ports in a fixed order. */
export function temporalPorts(ports: readonly number[]): TemporalPorts {
  return Object.fromEntries(
    PORT_NAMES.map((name, index) => [name, ports[index] ?? 0]),
  ) as unknown as TemporalPorts;
}

/** What the configuration depends on. */
export interface TemporalConfigOptions {
  /** Where its two databases are, and as whom it logs in. */
  readonly postgres: PostgresPlace;
  readonly databases: { readonly engine: string; readonly visibility: string };
  readonly ports: TemporalPorts;
  readonly dynamicFile: string;
}

/** The server's configuration as YAML (it holds the database password). */
export function temporalConfig(options: TemporalConfigOptions): string {
  const { ports, postgres, databases } = options;
  const host = isIPv6(postgres.host) ? `[${postgres.host}]` : postgres.host;
  const store = (databaseName: string, maxConns: number): object => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `${host}:${postgres.port}`,
      connectProtocol: 'tcp',
      user: postgres.user,
      password: postgres.password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
      ...(postgres.tls && { tls: tlsOf(postgres.tls) }),
    },
  });
  const service = (grpcPort: number, membershipPort: number, more: object = {}): object => ({
    rpc: { grpcPort, membershipPort, bindOnIP: '127.0.0.1', ...more },
  });
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      // Fixed for the life of the data folder.
      numHistoryShards: 4,
      datastores: {
        default: store(databases.engine, 20),
        visibility: store(databases.visibility, 10),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(ports.frontend, ports.frontendMembership, { httpPort: ports.frontendHttp }),
      history: service(ports.history, ports.historyMembership),
      matching: service(ports.matching, ports.matchingMembership),
      worker: service(ports.worker, ports.workerMembership),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports.frontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: options.dynamicFile, pollInterval: '10s' },
  };
  // The version is part of the text, so that a server of another release, left running, is seen as different.
  return `# Written at every start of Zhenggai's own engine, Temporal ${TEMPORAL_VERSION}. Do not edit.\n${stringify(config)}`;
}

function tlsOf({ verify, ca, client }: PostgresTls): object {
  return {
    enabled: true,
    enableHostVerification: verify,
    ...(ca === undefined ? {} : { caFile: ca }),
    ...(client && { certFile: client.cert, keyFile: client.key }),
  };
}

/**
 * The server's dynamic configuration as YAML. Values as measured (docs/operations.md): the poll rates are 20 a second by
 * default and make a floor under every latency; lists for people come from our own store, but checks and tests count in loops.
 * @param timeSkipping lets tests skip time per workflow; never on a live engine.
 */
export function temporalDynamicConfig(timeSkipping: boolean): string {
  const values = {
    'history.transferProcessorMaxPollRPS': 1000,
    'history.timerProcessorMaxPollRPS': 1000,
    'history.visibilityProcessorMaxPollRPS': 1000,
    'history.timerProcessorMaxTimeShift': '10ms',
    'frontend.namespaceRPS.visibility': 1000,
    // One update beyond what a worker may send back would fail the process's tasks until its caller gives up.
    'history.maxInFlightUpdatePayloads': 2_000_000,
    // The engine drops all updates under way whenever one is turned away for there being more: at its own limit of ten a single
    // flooder with fifty in flight kept everybody out for as long as they went on.
    'history.maxInFlightUpdates': 1_000,
    ...(timeSkipping ? { 'frontend.WorkflowTimeSkippingEnabled': true } : {}),
  };
  return stringify(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [{ value }]])));
}
