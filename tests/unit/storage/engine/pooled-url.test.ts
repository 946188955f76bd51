import { expect, test } from "vitest";
import { pooledUrl } from "../../../../storage/engine/pooled-url.ts";

const options = (url: string) => new URL(pooledUrl(url)).searchParams.get("options");

test("every pooled connection starts as the role, besides what the operator had set", () => {
  expect(options("postgresql://o:p@db.example/liaison")).toMatch(/^-c role=liaison_app /u);
  expect(options("postgresql://o:p@db.example/liaison?options=-c%20search_path%3Dx")).toMatch(/^-c search_path=x -c role=liaison_app /u);
  expect(new URL(pooledUrl("postgresql://o:p@db.example/liaison?sslmode=require")).searchParams.get("sslmode")).toBe("require");
});
