# SPDX-License-Identifier: GPL-3.0-or-later
# The COPYRIGHT file of this folder has the full notice.
from setuptools import setup

setup(
    name='insights_lead',
    version='6.0.1',
    description='Leads of Sales Insights in Tryton',
    license='GPL-3.0-or-later',
    python_requires='>=3.6',
    install_requires=['trytond >= 6.0, < 6.1', 'trytond_sale_opportunity >= 6.0, < 6.1'],
    package_dir={'trytond.modules.insights_lead': '.'},
    packages=['trytond.modules.insights_lead'],
    package_data={'trytond.modules.insights_lead': ['tryton.cfg', '*.xml', 'view/*.xml', 'COPYRIGHT']},
    entry_points={'trytond.modules': ['insights_lead = trytond.modules.insights_lead']},
    zip_safe=False,
)
