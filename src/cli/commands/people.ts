import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { nearText } from '../errors.ts';
import { directoryOf, personOf, programmeOf } from '../resolve.ts';
import { withInstance, withWorking } from '../session.ts';
import { listPeople } from '../../store/queries.ts';
import { peopleLines } from '../views/people.ts';
import { bodyOf } from '../act-command.ts';
import type { ActOptions, CommandType } from '../act-fields.ts';
import { directoryAnswer } from './act.ts';

interface ListOptions {
  readonly unit?: string;
  readonly region?: string;
  readonly post?: string;
  readonly text?: string;
  readonly former?: boolean;
}

type ChangeOptions = Pick<ActOptions, 'as' | 'name' | 'address' | 'requestId'>;

/** `people list|appoint|relieve|address` */
export function peopleCommand(program: Command, app: App): void {
  const people = program.command('people').description('人员与任职：查看、任职、免职、变更邮箱');
  people
    .command('list')
    .description('谁担任什么岗位')
    .option('--unit <单位>', '只看某单位（编号，如 jcc）')
    .option('--region <地区>', '只看某地区（代码，如 330100）')
    .option('--post <岗位>', '只看某岗位（编号）')
    .option('--text <文字>', '姓名、邮箱、岗位或单位名称含此文字')
    .option('--former', '连同已免去的任职')
    .action(app.action<ListOptions>((call, options) => list(call, options)));
  const change = (name: string, description: string): Command =>
    people
      .command(name)
      .description(description)
      .requiredOption('--as <人员>', '由谁办理（系统管理员；变更本人邮箱的为本人）')
      .option('--request-id <编号>', '请求编号：同一编号只办理一次，供重发用');
  change('appoint', '登记任职')
    .argument('<人员>', '人员编号；新人员须另给姓名和邮箱')
    .argument('<岗位>', '岗位编号，如 330000/jcc/office_head')
    .option('--name <姓名>', '新人员的姓名')
    .option('--address <邮箱>', '新人员的邮箱')
    .action(
      app.action<ChangeOptions>((call, options, [person = '', post = '']) =>
        changed(call, 'appoint', options, { person, post, ...newcomer(options) }),
      ),
    );
  change('relieve', '登记免职')
    .argument('<人员>', '人员编号，或没有重名的姓名')
    .argument('<岗位>', '岗位编号')
    .action(
      app.action<ChangeOptions>((call, options, [person = '', post = '']) =>
        changed(call, 'relieve', options, { person, post }),
      ),
    );
  change('address', '变更邮箱')
    .argument('<人员>', '人员编号，或没有重名的姓名')
    .argument('<邮箱>', '新的邮箱')
    .action(
      app.action<ChangeOptions>((call, options, [person = '', address = '']) =>
        changed(call, 'change_address', options, { person, address }),
      ),
    );
}

function newcomer({ name, address }: ChangeOptions): Pick<ActOptions, 'name' | 'address'> {
  return { ...(name === undefined ? {} : { name }), ...(address === undefined ? {} : { address }) };
}

async function list(call: Call, options: ListOptions & { readonly programme?: string }): Promise<Answer> {
  const { unit, region, post, text, former } = options;
  return withInstance(call, async (instance) => {
    const view = await programmeOf(instance, options.programme);
    const filter = { unit, region, post, text, former };
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    const people = await listPeople(instance.db, view.programme, given);
    const hint = people.length === 0 ? await unitHint(instance.db, view.programme, unit) : [];
    return {
      lines: [...peopleLines(people, call.world.io.width), ...hint],
      json: { programme: view.programme, people },
    };
  });
}

/** A unit that nobody is in may be misspelt. */
async function unitHint(
  db: Parameters<typeof listPeople>[0],
  programme: string,
  unit: string | undefined,
): Promise<readonly string[]> {
  if (unit === undefined) return [];
  const units = [...new Set((await listPeople(db, programme)).map((one) => one.unit))];
  return units.includes(unit) ? [] : [`没有编号为“${unit}”的单位${nearText(unit, units)}。`];
}

async function changed(
  call: Call,
  type: CommandType,
  options: ChangeOptions,
  fields: Pick<ActOptions, 'person' | 'post' | 'name' | 'address'>,
): Promise<Answer> {
  return withWorking(call, async (instance) => {
    const view = await programmeOf(instance, call.options.programme);
    // A new person's id is taken as typed; somebody known may be called by name.
    const person = await personOf(instance, view.programme, fields.person ?? '');
    const body = bodyOf(type, { as: options.as, ...fields, person });
    return directoryAnswer(call, instance, view.programme, directoryOf(view), body, options);
  });
}
