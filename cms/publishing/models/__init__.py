"""The pages that editors write."""

from cms.publishing.models.indexes import NewsIndex, ProjectIndex, ReviewIndex
from cms.publishing.models.news import News
from cms.publishing.models.press_release import PressRelease, PressReleaseContact
from cms.publishing.models.project import Project, ProjectLink
from cms.publishing.models.review import AnnualReview, AnnualReviewFigure
from cms.publishing.models.tags import ArticleTag

__all__ = [
    "AnnualReview",
    "AnnualReviewFigure",
    "ArticleTag",
    "News",
    "NewsIndex",
    "PressRelease",
    "PressReleaseContact",
    "Project",
    "ProjectIndex",
    "ProjectLink",
    "ReviewIndex",
]
