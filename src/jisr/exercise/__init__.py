"""The fictional scenario, the generator of exercise data, and the demo."""
