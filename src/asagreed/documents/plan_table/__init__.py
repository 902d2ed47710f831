"""The comparison of plans that fits one page: as data, on the screen, and as PDF."""

from asagreed.documents.plan_table.cells import Cell, Group, Row
from asagreed.documents.plan_table.printing import print_plan_table
from asagreed.documents.plan_table.table import Column, PlanTable, compare_plans
from asagreed.documents.typesetting import Look

__all__ = ["Cell", "Column", "Group", "Look", "PlanTable", "Row", "compare_plans", "print_plan_table"]
