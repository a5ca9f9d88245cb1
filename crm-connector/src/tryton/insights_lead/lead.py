# SPDX-License-Identifier: GPL-3.0-or-later
# The COPYRIGHT file of this folder has the full notice.
"What Sales Insights writes into Tryton, and what it asks for"
import datetime

from sql import Table
from sql.conditionals import Coalesce
from sql.operators import In

from trytond.model import ModelSQL, ModelView, Unique, fields
from trytond.pool import Pool, PoolMeta
from trytond.rpc import RPC
from trytond.transaction import Transaction

__all__ = ['Opportunity', 'Task', 'Deleted', 'Note']


class Changed:
    "The moment of the last change, also of a record that was never changed"
    insights_changed_at = fields.Function(
        fields.Timestamp("Changed at"), 'get_insights_changed_at',
        searcher='search_insights_changed_at')

    def get_insights_changed_at(self, name):
        return self.write_date or self.create_date

    @classmethod
    def search_insights_changed_at(cls, name, clause):
        table = cls.__table__()
        _, operator, value = clause
        compare = fields.SQL_OPERATORS[operator]
        return [('id', 'in', table.select(
            table.id, where=compare(Coalesce(table.write_date, table.create_date), value)))]

    @staticmethod
    def order_insights_changed_at(tables):
        table, _ = tables[None]
        return [Coalesce(table.write_date, table.create_date)]


class Opportunity(Changed, metaclass=PoolMeta):
    __name__ = 'sale.opportunity'
    insights_external_id = fields.Char("Sales Insights id", readonly=True, select=True)
    insights_version = fields.BigInteger("Sales Insights version", readonly=True)
    insights_mark = fields.Char("Sales Insights write mark", readonly=True)
    insights_email = fields.Char("E-mail of the lead", select=True)
    insights_phone = fields.Char("Phone of the lead")
    insights_company = fields.Char("Company of the lead")
    insights_score = fields.Integer("Score", readonly=True)
    insights_points = fields.Float("Points", readonly=True)
    insights_grade = fields.Char("Grade", readonly=True)
    insights_tier = fields.Char("Tier", readonly=True, select=True)
    insights_trend = fields.Char("Trend", readonly=True)
    insights_reasons = fields.Text("Reasons", readonly=True)
    insights_win_probability = fields.Float("Win probability", readonly=True)
    insights_last_touch = fields.DateTime("Last seen", readonly=True)
    insights_decided_at = fields.Timestamp("State set at", readonly=True)
    insights_tasks = fields.One2Many('insights.task', 'opportunity', "Follow-ups")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append((
            'insights_external_id_unique', Unique(table, table.insights_external_id),
            'insights_lead.msg_unique'))
        cls.__rpc__['insights_forget'] = RPC(readonly=False)

    @classmethod
    def write(cls, *args):
        actions = iter(args)
        dated = []
        for records, values in zip(actions, actions):
            if 'state' in values:
                values = dict(values, insights_decided_at=datetime.datetime.utcnow())
            dated += [records, values]
        super().write(*dated)

    @classmethod
    def copy(cls, opportunities, default=None):
        default = dict(default or {})
        for name in ('external_id', 'version', 'mark', 'decided_at', 'tasks'):
            default.setdefault('insights_' + name, None)
        return super().copy(opportunities, default=default)

    @classmethod
    def delete(cls, opportunities):
        Gone = Pool().get('insights.deleted')
        gone = [{'opportunity': o.id, 'external_id': o.insights_external_id} for o in opportunities]
        super().delete(opportunities)
        with Transaction().set_context(_check_access=False):
            Gone.create(gone)

    @classmethod
    def insights_forget(cls, ids):
        """Takes what is known of erased leads out of the history that Tryton keeps of opportunities, and out of what
        Sales Insights wrote beside them"""
        pool = Pool()
        Note = pool.get('ir.note')
        Task = pool.get('insights.task')
        pool.get('ir.model.access').check(cls.__name__, 'write')
        leads = cls.search([('id', 'in', ids), ('insights_external_id', '!=', None)])
        if leads:
            with Transaction().set_context(_check_access=False):
                Note.delete(Note.search([
                    ('resource', 'in', [str(lead) for lead in leads]), ('insights_id', '!=', None)]))
                Task.delete(Task.search([('opportunity', 'in', [lead.id for lead in leads])]))
            history = Table(cls._table + '__history')
            Transaction().connection.cursor().execute(*history.delete(
                where=In(history.id, [lead.id for lead in leads])))
        return len(leads)


class Task(Changed, ModelSQL, ModelView):
    "Follow-up of Sales Insights"
    __name__ = 'insights.task'
    external_id = fields.Char("Sales Insights id", required=True, readonly=True, select=True)
    version = fields.BigInteger("Version", readonly=True)
    opportunity = fields.Many2One(
        'sale.opportunity', "Opportunity", required=True, ondelete='CASCADE', select=True)
    title = fields.Char("What to do", required=True)
    reason = fields.Text("Why")
    employee = fields.Many2One('company.employee', "Employee", select=True)
    due = fields.DateTime("Due", required=True)
    note = fields.Text("What came of it")
    state = fields.Selection([
        ('open', "Open"),
        ('done', "Done"),
        ('cancelled', "Cancelled"),
        ], "State", required=True, select=True, sort=False)
    pushed_state = fields.Char("State in Sales Insights", readonly=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append((
            'external_id_unique', Unique(table, table.external_id), 'insights_lead.msg_unique'))
        cls._order.insert(0, ('due', 'ASC'))

    @staticmethod
    def default_state():
        return 'open'

    def get_rec_name(self, name):
        return self.title


class Deleted(ModelSQL, ModelView):
    "Deleted opportunity"
    __name__ = 'insights.deleted'
    opportunity = fields.Integer("Opportunity", required=True)
    external_id = fields.Char("Sales Insights id")


class Note(metaclass=PoolMeta):
    __name__ = 'ir.note'
    insights_id = fields.Char("Sales Insights id", readonly=True, select=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append((
            'insights_id_unique', Unique(table, table.insights_id), 'insights_lead.msg_unique'))
