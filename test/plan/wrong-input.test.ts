import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatErrors } from '../../src/plan/read-plan.ts';
import { edited, errorsOf, lineOf, removeFolders, ZHEJIANG } from './support.ts';

afterAll(removeFolders);

describe('a wrong folder is refused', () => {
  it('for a post that is not in the directory, with the post probably meant', () => {
    const folder = edited({
      plan: [
        [
          '    deadline: {date: 2022-06-30}',
          '    roles: {case_handler: [330000/fgc/case_handlr]}\n    deadline: {date: 2022-06-30}',
        ],
      ],
      directory: [['posts: [330000/jcc/liaison]', 'posts: [330000/jcc/liason]']],
    });
    expect(errorsOf(folder)).toEqual([
      {
        file: join(folder, 'directory.yaml'),
        line: lineOf(folder, 'directory.yaml', '330000/jcc/liason'),
        path: 'people[24].posts[0]',
        value: '“330000/jcc/liason”',
        expected: expect.stringMatching(/^应为 directory\.yaml 中的岗位编号.*330000\/jcc\/liaison？$/),
      },
      {
        file: join(folder, 'plan.yaml'),
        line: lineOf(folder, 'plan.yaml', 'case_handlr'),
        path: 'measures[11].roles.case_handler[0]',
        value: '“330000/fgc/case_handlr”',
        expected: expect.stringContaining('330000/fgc/case_handler？'),
      },
    ]);
  });

  it('for 31 February, saying how many days the month has', () => {
    const folder = edited({ plan: [['deadline: {date: 2022-08-12}', 'deadline: {date: 2022-02-31}']] });
    expect(errorsOf(folder)).toEqual([
      {
        file: join(folder, 'plan.yaml'),
        line: lineOf(folder, 'plan.yaml', '2022-02-31'),
        path: 'measures[1].deadline.date',
        value: '“2022-02-31”',
        expected: expect.stringMatching(/应为存在的日期.*2022年2月只有28天/),
      },
    ]);
  });

  it('for a chain that would start before launch, naming the whole chain with its dates', () => {
    const folder = edited({
      plan: [['{id: m1, title: 课程上线, takes: 10}', '{id: m1, title: 课程上线, takes: 30}']],
    });
    const [error, ...others] = errorsOf(folder);
    expect(others).toEqual([]);
    expect(error).toMatchObject({ path: 'measures[19].milestones', value: '合计 42 个工作日' });
    expect(error?.line).toBe(lineOf(folder, 'plan.yaml', 'title: 课程上线'));
    expect(error?.expected).toContain('不早于启动日 2022-06-06');
    expect(error?.expected).toContain(
      'M20 现为：起始 2022-05-17 → 课程上线（30 个工作日）2022-06-29 → 基层统计人员培训（12 个工作日）2022-07-15',
    );
    expect(error?.expected).toContain('2022-08-03 或以后');
  });

  it('for a date past the outer limit', () => {
    const folder = edited({ plan: [['deadline: {date: 2022-08-12}', 'deadline: {date: 2022-09-02}']] });
    expect(errorsOf(folder)).toEqual([
      expect.objectContaining({
        path: 'measures[1].deadline.date',
        value: '“2022-09-02”',
        expected: '应不晚于整改期限 2022-09-01（自 2022-06-01 收到反馈起算）',
      }),
    ]);
  });

  it('for a deadline on a day off, with the working days next to it', () => {
    const folder = edited({ plan: [['deadline: {date: 2022-08-12}', 'deadline: {date: 2022-08-13}']] });
    expect(errorsOf(folder)).toEqual([
      expect.objectContaining({
        value: '“2022-08-13”',
        expected: '应为工作日，最近的是 2022-08-12 和 2022-08-15',
      }),
    ]);
  });

  it('for a duplicate id, with the line that has it already', () => {
    const folder = edited({
      plan: [['- id: M02', '- id: M01']],
      directory: [['- id: jcc\n', '- id: bgs\n']],
    });
    const errors = errorsOf(folder).filter(({ expected }) => expected.startsWith('不能重复'));
    expect(errors).toEqual([
      expect.objectContaining({ path: 'units[7].id', value: '“bgs”' }),
      expect.objectContaining({
        path: 'measures[1].id',
        value: '“M01”',
        expected: `不能重复，第 ${lineOf(folder, 'plan.yaml', '- id: M01')} 行已有`,
      }),
    ]);
  });

  it('for a mail address that is none', () => {
    const folder = edited({ directory: [['jcc-fuze@zjtj.example', 'jcc-fuze_zjtj.example']] });
    expect(errorsOf(folder)).toEqual([
      {
        file: join(folder, 'directory.yaml'),
        line: lineOf(folder, 'directory.yaml', 'jcc-fuze_zjtj'),
        path: 'people[25].address',
        value: '“jcc-fuze_zjtj.example”',
        expected: '应为邮件地址，如 name@example.com',
      },
    ]);
  });

  it('for a field misspelt, on its own line, with the field probably meant', () => {
    const folder = edited({ plan: [['    category: time_limited', '    catagory: time_limited']] });
    const errors = errorsOf(folder);
    const [first] = errors;
    expect(first?.line).toBe(lineOf(folder, 'plan.yaml', '- id: M02'));
    expect(errors.map(({ path, value, expected }) => [path, value, expected.slice(0, 19)])).toEqual([
      ['measures[1].category', '（未填）', '应为 immediate、time_l'],
      ['measures[1].catagory', '“catagory”', '没有这个字段，应为 category？'],
    ]);
    expect(errors[1]?.line).toBe(lineOf(folder, 'plan.yaml', 'catagory'));
  });

  it('for broken YAML, with its line; the other file is checked all the same', () => {
    const folder = edited({
      plan: [['title: 完善制度建设\n', 'title: "完善制度建设\n']],
      directory: [['jcc-fuze@zjtj.example', 'none']],
    });
    const errors = errorsOf(folder);
    expect(errors[0]).toMatchObject({ file: join(folder, 'directory.yaml'), value: '“none”' });
    const broken = errors.filter(({ file }) => file.endsWith('plan.yaml'));
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.every(({ line, expected }) => line > 0 && expected.includes('YAML：'))).toBe(true);
  });

  it('for a field given twice, and goes on checking the file', () => {
    const folder = edited({
      plan: [
        ['    title: 完善制度建设\n', '    title: 完善制度建设\n    title: 另一个\n'],
        ['deadline: {date: 2022-08-31}', 'deadline: {date: 2022-13-01}'],
      ],
    });
    expect(errorsOf(folder).map(({ path, line }) => [path, line])).toEqual([
      ['', lineOf(folder, 'plan.yaml', 'title: 另一个')],
      ['measures[2].deadline.date', lineOf(folder, 'plan.yaml', '2022-13-01')],
    ]);
  });

  it('for a file that is not there, for an empty one, for bytes that are no text', () => {
    const missing = edited({});
    rmSync(join(missing, 'directory.yaml'));
    expect(errorsOf(missing)).toEqual([
      {
        file: join(missing, 'directory.yaml'),
        line: 0,
        path: '',
        value: '不存在',
        expected: '专项文件夹中应有可读的 directory.yaml，UTF-8 编码',
      },
    ]);
    const empty = edited({});
    writeFileSync(join(empty, 'plan.yaml'), '# 只有注释\n');
    expect(errorsOf(empty)).toEqual([expect.objectContaining({ file: join(empty, 'plan.yaml'), path: '' })]);
    const binary = edited({});
    writeFileSync(join(binary, 'plan.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(errorsOf(binary)).toEqual([expect.objectContaining({ value: '不是 UTF-8 文本' })]);
    const folder = edited({});
    rmSync(join(folder, 'plan.yaml'));
    mkdirSync(join(folder, 'plan.yaml'));
    expect(errorsOf(folder)).toEqual([expect.objectContaining({ value: '这是文件夹' })]);
  });

  it('for a folder that is not there, or is a file', () => {
    expect(errorsOf('plans/nowhere')).toEqual([
      expect.objectContaining({ file: 'plans/nowhere', line: 0, value: '不存在' }),
    ]);
    expect(errorsOf(join(ZHEJIANG, 'plan.yaml'))).toEqual([expect.objectContaining({ value: '这是文件' })]);
  });

  it('for a code that YAML reads as a number, once and not for all who name it', () => {
    const folder = edited({ directory: [["{code: '330100', name", '{code: 330100, name']] });
    expect(errorsOf(folder)).toEqual([
      expect.objectContaining({
        path: 'regions[1].code',
        value: '330100',
        expected: expect.stringContaining('写在引号里'),
      }),
    ]);
  });

  it('for a list that differs from the count the source declares, and a problem no measure answers', () => {
    const folder = edited({
      plan: [['  - {id: P11, ', '  - {id: P12, aspect: A4, assumed: true}\n  - {id: P11, ']],
    });
    expect(errorsOf(folder).map(({ path, value, expected }) => [path, value, expected])).toEqual([
      ['declared.problems', '11', '应与 problems 列出的一致，现列出 12 项'],
      ['problems[10].id', '“P12”', '每个问题应至少由一项措施的 problems 列出'],
    ]);
  });

  it('for a lead unit without the posts a measure needs', () => {
    const folder = edited({ plan: [['    lead: jcc', '    lead: hz-tjj']] });
    expect(errorsOf(folder).map(({ path, expected }) => [path, expected.split('（')[0]])).toEqual([
      ['measures[5].lead', '牵头单位应有“承办人”岗位'],
      ['measures[5].lead', '牵头单位应有“处室负责人”岗位'],
      ['measures[5].lead', '牵头单位应有“分管领导”岗位'],
    ]);
  });

  it('for unknown names of every kind, a role, a kind of requirement, a category', () => {
    const folder = edited({
      plan: [
        ['    aspect: A1\n', '    aspect: A9\n'],
        ['problems: [P01, P02]', 'problems: [P01, P99]'],
        ['lead: jgdw', 'lead: jgd'],
        ['supporting: [bgs, rjc]', 'supporting: [bgs, rjcc]'],
        ['        type: statement', '        type: statment'],
        ['category: time_limited', 'category: 限期整改'],
        ['to: [case_handler]', 'to: [casehandler]'],
        ['        milestone: m2', '        milestone: m9'],
        ['deadline: {date: 2022-08-31}', 'deadline: {}'],
      ],
    });
    const errors = errorsOf(folder);
    expect(errors.map(({ path }) => path).toSorted()).toEqual(
      [
        'measures[0].aspect',
        'measures[0].lead',
        'measures[0].problems[1]',
        'measures[0].requirements[0].type',
        'measures[0].supporting[1]',
        'measures[12].requirements[3].milestone',
        'measures[1].category',
        'measures[2].deadline',
        'policy.reminders.to[0]',
      ].toSorted(),
    );
    expect(errors.every(({ expected }) => /应/.test(expected))).toBe(true);
  });

  it('for a policy whose ladder does not climb, whose roles go in a circle, whose day ends before it begins', () => {
    const folder = edited({
      plan: [
        ['{after: 3, kind', '{after: 1, kind'],
        ['principal_leader: null', 'principal_leader: office_head'],
        ["workEnd: '17:30'", "workEnd: '08:00'"],
      ],
    });
    const paths = errorsOf(folder).map(({ path }) => path);
    expect(paths).toContain('policy.ladder[1].after');
    expect(paths).toContain('policy.above.principal_leader');
    expect(paths).toContain('policy.hours.workEnd');
  });

  it('for steps of approval that nobody could close, in the programme and in a measure of its own', () => {
    const folder = edited({
      plan: [
        [
          '      - {title: 处室负责人审核, roles: [office_head], mode: any_of}',
          '      - {title: 会签, roles: [office_head], mode: countersign}\n      - {title: 会议, roles: [principal_leader], mode: meeting}',
        ],
        [
          '    deadline: {date: 2022-07-29}',
          '    deadline: {date: 2022-07-29}\n    policy:\n      approval:\n        steps: [{title: 会签, roles: [supporting_head], mode: countersign}]\n        againAfter: 2\n        aboveAfter: 4',
        ],
      ],
    });
    const said = errorsOf(folder).map(({ path, expected }) => `${path} ${expected}`);
    expect(said).toEqual([
      'policy.approval.steps[0].roles 应为 [supporting_head]：会签环节（countersign）由各配合单位负责人会签',
      'policy.approval.steps[1].roles 应为 [rectification_office]：会议环节（meeting）由整改办登记纪要',
      'measures[0].policy.approval.steps 应至少有一步审核、审定或会议：没有配合单位的措施不经会签，只有会签就无人审批',
    ]);
  });

  it('for a launch date that does not exist, together with the errors of the files', () => {
    const folder = edited({ directory: [['jcc-fuze@zjtj.example', 'none']] });
    expect(errorsOf(folder, { start: '2022-02-31' }).map(({ file, value }) => [file, value])).toEqual([
      ['--start', '“2022-02-31”'],
      [join(folder, 'directory.yaml'), '“none”'],
    ]);
  });

  it('with two hundred errors at once, every one of them, in order, within a moment', () => {
    const folder = edited({});
    const plan = readFileSync(join(folder, 'plan.yaml'), 'utf8')
      .replaceAll('takes: ', 'tekes: ')
      .replaceAll('heading: ', 'heading: 0 #')
      .replaceAll('category: ', 'category: 待定 #')
      .replaceAll('type: statement', 'type: 说明');
    writeFileSync(join(folder, 'plan.yaml'), plan);
    const directory = readFileSync(join(folder, 'directory.yaml'), 'utf8').replaceAll('.example,', ',');
    writeFileSync(join(folder, 'directory.yaml'), directory);
    const before = performance.now();
    const errors = errorsOf(folder);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(errors.length).toBeGreaterThan(250);
    expect(errors.every(({ line, value, expected }) => line > 0 && value !== '' && expected !== '')).toBe(
      true,
    );
    const text = formatErrors(errors);
    expect(text.split('\n')).toHaveLength(errors.length * 2 + 1);
    expect(text).toMatch(new RegExp(`共 ${errors.length} 处错误。$`));
    expect(text).toContain(
      `${join(folder, 'directory.yaml')}:${lineOf(folder, 'directory.yaml', 'juzhang@zjtj,')}`,
    );
    const lines = errors.filter(({ file }) => file.endsWith('plan.yaml')).map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });
});
