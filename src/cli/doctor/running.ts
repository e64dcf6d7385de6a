import { connect as connectSocket } from 'node:net';
import { pollers, type Pollers } from '../../client/pulse.ts';
import { freePorts, isFree } from '../../engine/ports.ts';
import { listProgrammes } from '../../store/queries.ts';
import { stateOf } from '../engine-state.ts';
import type { Instance } from '../instance.ts';
import { broken, ok, warning, type Finding } from './finding.ts';
import type { Surroundings } from './place.ts';

export function judgeInstance({ instance, left, orphaned, config }: Surroundings): Finding {
  const command = config.clock === 'driven' ? 'scripts/run --driven' : 'scripts/run';
  if (instance !== undefined)
    return ok('instance', `正在运行（进程 ${instance.pid}，自 ${instance.startedAt}，${config.data}）`);
  if (orphaned)
    return broken(
      'instance',
      `没有运行，但数据库和引擎仍在（上次未正常停止，${config.data}）：到期事项不会办理`,
      `运行 ${command}，将接管并继续办理。`,
    );
  if (left)
    return broken(
      'instance',
      `没有运行，上次未正常停止（${config.data}）`,
      `运行 ${command}，将恢复并继续办理。`,
    );
  return warning('instance', `没有运行（${config.data}）`, `需要办理时运行 ${command}。`);
}

/** The ports of our own servers: all answer while they run; none is taken while they do not. */
export async function lookAtPorts({ instance, orphaned, ports }: Surroundings): Promise<Finding> {
  // Nothing else shows that the loopback interface itself works.
  await freePorts(1);
  const list = (some: readonly number[]): string => some.join('、');
  if (ports.length === 0) return ok('ports', '可用；启动时在 127.0.0.1 的 18000 至 31999 中选用');
  if (instance !== undefined || orphaned) {
    const silent = await those(ports, async (port) => !(await answers(port)));
    if (silent.length === 0) return ok('ports', `127.0.0.1 的 ${list(ports)} 均有应答`);
    return broken(
      'ports',
      `127.0.0.1 的 ${list(silent)} 没有应答`,
      '看运行 scripts/run 的终端：它每三秒查看并重新启动停掉的服务；持续如此的，查看 logs。',
    );
  }
  const taken = await those(ports, async (port) => !(await isFree(port)));
  if (taken.length === 0) return ok('ports', `上次所用的端口都空闲（127.0.0.1 的 ${list(ports)}）`);
  return warning(
    'ports',
    `上次所用的端口 ${list(taken)} 已被其他程序占用，启动时将改用其他端口`,
    '无须处理；须保持原地址的，先停止占用该端口的程序。',
  );
}

/** Whether somebody does the work: asks the engine who polls, and a process, which only a worker can answer for. */
export async function lookAtWorker(instance: Instance, ahead: number): Promise<Finding> {
  const found = await pollers(instance.engine, Date.now() + ahead);
  const programme = (await listProgrammes(instance.db)).find((one) => one.open);
  const answered =
    programme === undefined ? undefined : (await stateOf(instance, programme.programme)) !== undefined;
  return judgeWorker(found, answered);
}

/** `answered`: whether a running programme said how it stands; undefined where none runs. */
export function judgeWorker(found: Pollers, answered: boolean | undefined): Finding {
  const advice =
    '查看运行 scripts/run 的终端和 logs/worker.log；没有反应的，停止后重新运行。已记录的事项不会丢失。';
  if (found.workflows === 0 || found.activities === 0)
    return broken('worker', '没有办理程序向引擎领取任务：到期事项不会办理，信件不会发出', advice);
  if (answered === false) return broken('worker', '办理程序在引擎登记过，但已不应答', advice);
  return ok('worker', `${found.workflows} 个在办理${answered === true ? '，应答正常' : ''}`);
}

async function those(ports: readonly number[], test: (port: number) => Promise<boolean>): Promise<number[]> {
  const results = await Promise.all(ports.map(test));
  return ports.filter((_, i) => results[i]);
}

const ANSWER_MS = 2_000;

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket({ host: '127.0.0.1', port });
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(ANSWER_MS, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
