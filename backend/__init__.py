"""Dastak: customers book tasks at home, professionals do them, an admin runs the business."""
