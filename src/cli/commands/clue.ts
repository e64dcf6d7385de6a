import { Option, type Command } from 'commander';
import { custodyOf } from '../../audit/custody.ts';
import { CLUE_COMMAND_NAMES } from '../../domain/clue/commands.ts';
import type { ClueInput } from '../../domain/clue/state.ts';
import { dateOf } from '../../domain/time.ts';
import { stateCouncilCalendar } from '../../plan/calendar.ts';
import { listProcesses } from '../../store/queries.ts';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { actOnClue } from '../clue/acting.ts';
import { checkClueFields, clueCommandOf, type ClueActOptions } from '../clue/forms.ts';
import { checkHandOver, handOver, type HandOverOptions } from '../clue/hand-over.ts';
import { clueOf, codeOf, joinedOf } from '../clue/resolve.ts';
import { checkShow, showClue, type ShowOptions } from '../clue/showing.ts';
import { civilNow } from '../engine-state.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { isLife, readLife } from '../ledger/life.ts';
import { dateOption } from '../parse.ts';
import { programmeOf } from '../resolve.ts';
import { withInstance, withWorking } from '../session.ts';
import { clueJson, clueStatusName, clueTable } from '../views/clue.ts';
import { custodyLines } from '../views/custody.ts';

interface ListOptions {
  readonly status?: string;
  readonly light?: string;
  readonly holder?: string;
  readonly measure?: string;
  readonly open?: boolean;
}

/** `clue hand-over|list|show|act|custody`: clues (问题线索) on their way from unit to unit. */
export function clueCommand(program: Command, app: App): void {
  const clue = program
    .command('clue')
    .description('问题线索：移交、签收、核查、办案、反馈、办结；内容密封存放，只凭登记查阅');
  addHandOver(clue, app);
  clue
    .command('list')
    .description('全部线索：状态、亮灯、现由哪个单位承办、时限')
    .option('--status <状态>', '只列某一状态，如 待签收、核查中')
    .option('--light <亮灯>', '只列 red、yellow、green、done 或 done_late')
    .option('--holder <单位>', '只列现由某单位承办的（名称的一部分）')
    .option('--measure <编号>', '只列在某项措施中发现的，如 M08')
    .option('--open', '只列尚未办结的')
    .action(
      app.action<ListOptions>((call, options) =>
        withInstance(call, (instance) => listClues(call, instance, options)),
      ),
    );
  clue
    .command('show')
    .description('一件线索的办理情况，不显示内容；加 --read 查阅一件材料，先登记、后取出')
    .argument('<线索>', '序号（如 17）或线索号（线索〔2022〕17号）')
    .option('--read <材料>', '所查阅的材料：清单中的序号，或材料编号（的开头几位）')
    .option('-o, --output <文件>', '查阅的内容存至何处（只有本人可读）')
    .option('--as <人员>', '由谁查阅')
    .option('--post <岗位>', '以哪一岗位的身份（兼任数职时）')
    .action(
      app.action<ShowOptions>((call, options, [asked = '']) => {
        checkShow(options);
        return (options.read === undefined ? withInstance : withWorking)(call, (instance) =>
          showClue(call, instance, asked, options),
        );
      }),
    );
  addAct(clue, app);
  clue
    .command('custody')
    .description('保管链：谁从何时到何时承办，各做了什么，时限多少、用时多少；按引擎历史重算核对')
    .argument('<线索>', '序号（如 17）或线索号')
    .action(
      app.action<object>((call, _options, [asked = '']) =>
        withInstance(call, (instance) => custody(call, instance, asked)),
      ),
    );
}

function addHandOver(clue: Command, app: App): void {
  clue
    .command('hand-over')
    .description('移交线索：内容先密封，再移交；线索号由系统编')
    .requiredOption('--as <人员>', '由谁移交：人员编号，或没有重名的姓名')
    .requiredOption('--category <类别>', '线索类别，如 虚报瞒报；不得写入线索内容')
    .addOption(contentOption('线索内容和附件，可给多个；连同文件名密封存放').makeOptionMandatory())
    .option('--from <单位>', '移交单位（默认取本人所在单位）')
    .option('--to <单位>', '承办单位，编号或名称')
    .option('--outside <机关>', '直接移送本系统以外的机关（纪检监察、公安等）')
    .option('--number <文号>', '移送函的文号（--outside 时）')
    .option('--follow-up <日期>', '跟进日期（--outside 时）', dateOption)
    .option('--subject <对象>', '线索反映的对象，用于识别重复线索；只存不可还原的标识')
    .option('--letter <文号>', '上级转交函的文号')
    .option('--letter-from <机关>', '发函机关')
    .option('--letter-received <日期>', '收函日期（默认为今天）', dateOption)
    .option('--letter-due <日期>', '函定办结时限（函中没有写的，按规定推算）', dateOption)
    .option('--measure <编号>', '在哪项措施的工作中发现，如 M08')
    .option('--found <编号>', '该措施登记的发现编号，如 f1')
    .option('--post <岗位>', '以哪一岗位的身份（兼任数职时）')
    .option('--request-id <编号>', '请求编号：同一编号只办理一次，供重发用')
    .action(
      app.action<HandOverOptions>((call, options) => {
        checkHandOver(options);
        return withWorking(call, (instance) => handOver(call, instance, options));
      }),
    );
}

function addAct(clue: Command, app: App): void {
  const named = Object.entries(CLUE_COMMAND_NAMES).filter(([type]) => type !== 'read');
  clue
    .command('act')
    .description('办理线索：以某人的名义办理一件事')
    .argument('<线索>', '序号（如 17）或线索号（线索〔2022〕17号）')
    .argument(
      '<办理>',
      `${named.map(([, name]) => name).join('、')}；也可写英文 ${named.map(([type]) => type).join('、')}`,
    )
    .requiredOption('--as <人员>', '由谁办理：人员编号，或没有重名的姓名')
    .option('--post <岗位>', '以哪一岗位的身份（兼任数职时）')
    .option('--reason <文字>', '理由或要求；原样写入记录，不得写入线索内容')
    .option('--unit <单位>', '重新移交、指定、转办的单位')
    .option('--person <人员>', '承办人')
    .option('--team <人员>', '核查专班')
    .option('--number <文号>', '文书的文号')
    .addOption(contentOption('材料，可给多个；连同文件名密封存放'))
    .option(
      '--result <结果>',
      '核查：属实、不属实；决定：移送、不移送；公安机关：立案、不予立案；案件：曝光、公示',
    )
    .option('--case <编号>', '案件，如 c1')
    .option('--stage <环节>', '案件审核、行政处罚告知、作出决定、送达决定、执行、结案')
    .option('--date <日期>', '办理、回执、答复的日期', dateOption)
    .option('--to <日期>', '申请延至的日期；转办的时限；移送后的跟进日期', dateOption)
    .option('--step <环节>', '申请延期的环节（默认为最先到期的），如 核查')
    .option('--warned', '作出决定：警告')
    .option('--fine <元>', '作出决定：罚款金额，以元计')
    .option('--body <机关>', '移送的机关')
    .option('--item <材料>', '所销毁的材料：show 清单中的序号或编号')
    .option('--request-id <编号>', '请求编号：同一编号只办理一次，供重发用')
    .action(
      app.action<ClueActOptions>((call, options, [asked = '', typed = '']) => {
        const type = clueCommandOf(typed);
        checkClueFields(type, options);
        return withWorking(call, (instance) => actOnClue(call, instance, asked, type, options));
      }),
    );
}

/** Several files after one flag; commander sees that by the dots behind a Latin letter only. */
function contentOption(description: string): Option {
  const option = new Option('--content <文件...>', description);
  option.variadic = true;
  return option;
}

async function listClues(call: Call, instance: Instance, options: ListOptions): Promise<Answer> {
  const { programme } = await programmeOf(instance, call.options.programme);
  const { status, light, holder, measure, open } = options;
  const all = await listProcesses(instance.db, {
    programme,
    kind: 'clue',
    ...(light === undefined ? {} : { light }),
    ...(holder === undefined ? {} : { holder }),
  });
  const rows = all.filter(
    (row) =>
      (status === undefined || row.status === status || clueStatusName(row.status) === status) &&
      (measure === undefined || row.card.measure?.toLowerCase() === measure.toLowerCase()) &&
      (open !== true || !['closed', 'withdrawn'].includes(row.status)),
  );
  const joined = Object.entries(await joinedOf(instance, programme)).map(([number, one]) => ({
    number: Number(number),
    code: one.code,
    joined: one.joined,
  }));
  const today = dateOf(await civilNow(instance, programme));
  const { width, colour } = call.world.io;
  return {
    lines: [
      ...clueTable(rows, { today, calendar: stateCouncilCalendar(), width, colour }),
      ...joined.map((one) => `${one.code}已并入第 ${one.joined} 号线索。`),
    ],
    json: { programme, clues: rows.map(clueJson), joined },
  };
}

/** Read from the engine's history, not from the tables: what anybody has changed there shows. @throws no-worker, defect */
async function custody(call: Call, instance: Instance, asked: string): Promise<Answer> {
  const row = await clueOf(instance, asked, call.options.programme);
  const life = await readLife(instance.engine, row.process);
  if (!isLife(life)) {
    if (life === undefined) throw new CliError('act-no-process', { process: row.process });
    throw new CliError('custody-unreadable', { clue: codeOf(row), reason: life.unreadable });
  }
  const [first] = life.runs;
  const { problems, head } = life.report;
  const now = await civilNow(instance, row.programme);
  const taken = first === undefined ? [] : custodyOf(first.input as unknown as ClueInput, life.records, now);
  const sound = problems.length === 0;
  return {
    lines: [
      `${codeOf(row)}　共 ${life.records.length} 条记录，${sound ? '逐条重算，与引擎历史一致' : '与引擎历史不符'}（末条哈希 ${head.slice(0, 12)}）`,
      ...problems.map((one) => `不符：${one}`),
      ...custodyLines(taken, call.world.io.width),
    ],
    json: { process: row.process, code: codeOf(row), head, problems, custody: taken },
    exit: sound ? 'ok' : 'unsound',
  };
}
