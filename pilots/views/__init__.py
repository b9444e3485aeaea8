"""The pages of key projects."""
