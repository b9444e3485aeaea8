"""Divisions, communities and what is counted and answered about them. Never persons."""

from communities.models.act import Act, Change, How, Seal
from communities.models.block import Block
from communities.models.community import BuildClass, Community
from communities.models.compound import Compound
from communities.models.division import Division
from communities.models.division_count import Counted, DivisionCount
from communities.models.source import Provenance, Source
from communities.models.survey import SurveyAnswer
from communities.models.tallies import Band, Basis, HouseholdCount, PopulationBand

__all__ = [
    "Act",
    "Band",
    "Basis",
    "Block",
    "BuildClass",
    "Change",
    "Community",
    "Compound",
    "Counted",
    "Division",
    "DivisionCount",
    "HouseholdCount",
    "How",
    "PopulationBand",
    "Provenance",
    "Seal",
    "Source",
    "SurveyAnswer",
]
