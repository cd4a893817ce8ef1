"""The Elasticsearch engine: servers of version 8 and 9, through ``elasticsearch.dsl``."""

from search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
