import type { Role } from './schema.ts';

export type TopicName = Exclude<keyof Role, 'id' | 'title'>;

export interface TopicWords {
  title: string;
  /** What the topic answers, for the list of topics: a few words after its name. */
  answers: string;
  aliases: string[];
}

/** Every topic that can be asked for, in the order in which people see them listed. */
export const topics: Record<TopicName, TopicWords> = {
  summary: {
    title: 'The role in short',
    answers: 'what the role is and why it exists',
    aliases: ['role', 'overview', 'about', 'purpose'],
  },
  mission: { title: 'Mission', answers: 'what it is all for', aliases: ['missions', 'outcomes', 'why'] },
  responsibilities: {
    title: 'Responsibilities',
    answers: 'what is yours to do',
    aliases: ['responsibility', 'duties', 'duty', 'accountabilities'],
  },
  activities: {
    title: 'Activities',
    answers: 'what a day, a week and a quarter hold',
    aliases: ['activity', 'routine', 'day-to-day', 'rituals'],
  },
  deliverables: {
    title: 'Deliverables',
    answers: 'what you hand over',
    aliases: ['deliverable', 'outputs', 'artifacts', 'artefacts'],
  },
  milestones: {
    title: 'Milestones and goals',
    answers: 'what to reach by when',
    aliases: [
      'expected',
      'expectations',
      'expected of me',
      'plan',
      'milestone',
      'goals',
      'goal',
      'objectives',
      'objective',
      'onboarding',
    ],
  },
  kpis: {
    title: 'KPIs',
    answers: 'the numbers and their targets',
    aliases: ['measured', 'kpi', 'metrics', 'metric', 'measures', 'targets', 'numbers'],
  },
  skills: {
    title: 'Technical skills',
    answers: 'what to master, and how important it is',
    aliases: ['skill', 'technical skills', 'hard skills'],
  },
  'soft-skills': {
    title: 'Soft skills',
    answers: 'how to work with people',
    aliases: ['soft skill', 'behaviours', 'behaviors', 'people skills'],
  },
  tools: { title: 'Tools', answers: 'what the work is done with', aliases: ['tool', 'software', 'platforms'] },
  environment: {
    title: 'Environment',
    answers: 'the systems and the team around you',
    aliases: ['environments', 'tech stack', 'stack', 'infrastructure'],
  },
  stakeholders: {
    title: 'Stakeholders',
    answers: 'whom to talk to, and about what',
    aliases: ['team', 'stakeholder', 'people', 'contacts', 'collaboration map', 'talk', 'contact'],
  },
  decisions: {
    title: 'Decision rights',
    answers: 'what you decide, and what you ask for',
    aliases: ['decides', 'deciding', 'approve', 'allowed', 'decision', 'rights', 'authority', 'approvals', 'decide'],
  },
  qualifications: {
    title: 'Qualifications',
    answers: 'what people bring to the role',
    aliases: ['qualification', 'requirements', 'experience', 'education'],
  },
  career: {
    title: 'Career',
    answers: 'where it leads, and how to get there',
    aliases: ['careers', 'career path', 'progression', 'promotion', 'promoted', 'growth'],
  },
  risks: {
    title: 'Risks',
    answers: 'what goes wrong, and what then helps',
    aliases: [
      'gets in the way',
      'in the way',
      'go wrong',
      'goes wrong',
      'stuck',
      'blocked',
      'risk',
      'challenges',
      'failure modes',
      'pitfalls',
      'problems',
    ],
  },
  variants: {
    title: 'Variants',
    answers: 'how it differs by company, industry and place',
    aliases: ['variant', 'variations', 'contexts'],
  },
  'ai-impact': {
    title: 'What AI changes',
    answers: 'what is automated, and what stays yours',
    aliases: ['ai', 'automation', 'impact of ai'],
  },
  hiring: {
    title: 'Hiring',
    answers: 'how to interview for it',
    aliases: ['interview', 'interviews', 'hire', 'recruiting'],
  },
  scorecard: {
    title: 'Scorecard',
    answers: 'everything on one page',
    aliases: ['score card', 'scorecards', 'one-pager'],
  },
};

export const topicNames = Object.keys(topics).filter((name): name is TopicName => name in topics);
