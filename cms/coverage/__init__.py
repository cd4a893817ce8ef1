"""Where the region has services and where it has none: target group by challenge by municipality."""
