"""Dastak: self-hosted software for a local home-services business."""
