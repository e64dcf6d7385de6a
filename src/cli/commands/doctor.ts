import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import type { Config } from '../../config.ts';
import { examine, machineAlone } from '../doctor/examine.ts';
import { ROWS, type Finding } from '../doctor/finding.ts';
import { meantConfig } from '../session.ts';
import { doctorLines } from '../views/doctor.ts';
import { millisOf } from '../../domain/time.ts';
import { EngineError } from '../../engine/errors.ts';

/** `doctor`: looks at everything the work needs, and says what to do. */
export function doctorCommand(program: Command, app: App): void {
  program
    .command('doctor')
    .description('逐项检查运行所需的一切（运行与否均可），说明所见和处理办法；不启动、不改动、不发信')
    .action(app.action<object>(work));
}

async function work(call: Call): Promise<Answer> {
  const { world } = call;
  const now = millisOf(world.now());
  const settings = await settingsMeant(call);
  const findings =
    settings instanceof EngineError
      ? machineAlone(now, process.version, settings)
      : await examine(settings, now, process.version);
  const sound = !findings.some(({ verdict }) => verdict === 'broken');
  return {
    lines: doctorLines(findings, world.io),
    json: { sound, ...clockOf(settings), rows: findings.map(json) },
    exit: sound ? 'ok' : 'unsound',
  };
}

/** What is wrong with the settings is a finding. */
async function settingsMeant(call: Call): Promise<Config | EngineError> {
  try {
    return await meantConfig(call);
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
}

function clockOf(settings: Config | EngineError): { readonly clock?: string } {
  return settings instanceof EngineError ? {} : { clock: settings.clock };
}

function json({ row, verdict, found, advice }: Finding): object {
  return { row, name: ROWS[row], verdict, found, ...(advice === undefined ? {} : { advice }) };
}
