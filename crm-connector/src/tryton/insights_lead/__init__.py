# SPDX-License-Identifier: GPL-3.0-or-later
# The COPYRIGHT file of this folder has the full notice.
from trytond.pool import Pool

from . import lead

__all__ = ['register']


def register():
    Pool.register(
        lead.Opportunity,
        lead.Task,
        lead.Deleted,
        lead.Note,
        module='insights_lead', type_='model')
