"""The rules of the model in small, in the idiom of Mesa: agents are objects that live the month one by one.

It is there for two things: a second reading of the rules, whose aggregates must agree with those of the columns, and
an honest idea of what the columns save. Every rule reads its numbers from the model's own `Parameter` declarations,
and a run starts from a copy of a world that the model has built (`copying.copied`).

In, with their main rule and nearly all of their terms:

* KEYS: deaths, births, couples, leaving home, parting, arrivals; wishes to move, urgent need, waiting lists, letting
  down the lists of the rule-book (assignment, flexible, internal, ordinary, students, families, combined letting), the
  market by bids, and moves.
* LADDER: home learning and strain, growth of skill, Danish and agency, nursery, kindergarten, school start and choice
  of school, exam, youth and higher education, dropping out, seats; and work: finding (by list, job centre and ties),
  losing, first job, illness, drift, disability, retirement, hours, workplaces, income and vulnerability.
* TIES: kin, stairway, school door, work, associations; meeting, growing, fading, room for sixteen.
* MIRROR: agency by ties and area, trouble of the young, convictions.
* NAME: order and name of areas, which feed hiring, choice of school, meeting and choice of home.

Out, and switched off in the model when the two are compared (`small_month`): what institutions do with staff, money
and health visits; shops, contractors and growth of businesses; the label of the official list; ledger, life records,
people followed to other municipalities, recording; policies and their programmes, of which there are none.

Out as well, and left on in the model because nobody's life changes by it: marks that feed nothing back (the language
assessment at three, need of a language effort at school start, 02 at the exam, results of institutions, the trace of
lettings, the book of flows). Only the behaviour `avoidance` is here, not its rivals.

What differs in kind: agents act one after the other in an order of chance and see what others have done this month,
where the columns take everybody as of the phase's beginning; employed ties are weighed against last month's usual.
"""
